// SPDX-License-Identifier: MIT
// The interface of a multicore kernel; comes before the file of the same name in api/include on the include
// path.
#pragma once

namespace nacre::api {

inline constexpr bool multicore_interface = true;

} // namespace nacre::api
