// SPDX-License-Identifier: MIT
// The beginning of the end, after an exception that must not happen.
#pragma once

namespace nacre::kernel::arch {

/// Stops the other cores: what is printed from here on is this core's. Halts the machine if the exception
/// came while one was being reported.
void begin_exception_panic();

} // namespace nacre::kernel::arch
