// SPDX-License-Identifier: MIT
// How much of the floating-point unit's state programs have; another directory earlier on the include path
// replaces this file.
#pragma once

namespace nacre::api::architecture {

/// The kernel keeps what XSAVE saves of each thread, AVX's registers with it, instead of FXSAVE's 512 bytes,
/// which doubles the size of a thread.
inline constexpr bool has_xsave = false;

} // namespace nacre::api::architecture
