// SPDX-License-Identifier: MIT
// Which of the interface's build-time variants is served; another directory earlier on the include path
// replaces this file.
#pragma once

namespace nacre::api {

/// Whether the interface of a multicore kernel is served: it exchanges one interrupt-control method for
/// another, under the same label.
inline constexpr bool multicore_interface = false;

} // namespace nacre::api
