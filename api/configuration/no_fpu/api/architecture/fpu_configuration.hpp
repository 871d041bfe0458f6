// SPDX-License-Identifier: MIT
// The RISC-V variant whose threads have no floating-point registers.
#pragma once

namespace nacre::api::architecture {

inline constexpr bool has_fpu = false;

} // namespace nacre::api::architecture
