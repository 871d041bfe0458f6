// SPDX-License-Identifier: MIT
// The x86-64 variant that keeps all of a thread's vector registers.
#pragma once

namespace nacre::api::architecture {

inline constexpr bool has_xsave = true;

} // namespace nacre::api::architecture
