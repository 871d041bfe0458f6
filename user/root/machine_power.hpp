// SPDX-License-Identifier: MIT
// Stopping and restarting the machine with the root task's authority.
#pragma once

#include <base/word.hpp>

namespace nacre::user {

/// Returns only where it cannot be done.
void halt_machine();

/// `watchdog` is the address of the board's watchdog registers, 0 if it has none: then the kernel is asked.
void restart_machine(Word watchdog);

} // namespace nacre::user
