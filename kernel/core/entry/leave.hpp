// SPDX-License-Identifier: MIT
// The one way out of the kernel.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::entry {

/// Handles interrupts that stopped a long operation, picks the next thread, brings it to where it goes on,
/// and while that is nobody, sleeps.
void leave(Processor& processor);

/// Handles all interrupts that are pending.
void take_interrupts(Processor& processor);

} // namespace nacre::kernel::entry
