// SPDX-License-Identifier: MIT
// Whether programs have a floating-point unit; another directory earlier on the include path replaces this
// file.
#pragma once

namespace nacre::api::architecture {

/// The kernel keeps the F and D registers of each thread, which doubles the size of a thread.
inline constexpr bool has_fpu = true;

} // namespace nacre::api::architecture
