// SPDX-License-Identifier: MIT
// Signals to a thread that waits for them and is more urgent than the current one.
#pragma once

#include <arch/door.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel::fast_path {

/// As fast_path::call: the sending of something that has no answer.
NACRE_DOOR Thread& send(Processor& processor, std::intptr_t number);

/// Switches to the thread that waits for this device's interrupt; or changes nothing, and returns false.
bool signal_handler(Processor& processor, InterruptNumber number);

} // namespace nacre::kernel::fast_path
