// SPDX-License-Identifier: MIT
// The other cores.
#pragma once

namespace nacre::kernel::arch {

/// Brings cores 1 to `count` - 1 into the kernel and returns how many cores are up, the calling one included.
/// If one does not come, a line in the log says so, and neither it nor those behind it are used. The cores of
/// the `present` ones that are not used are put to sleep: the firmware's loop may not let them.
unsigned start_secondary_cores(unsigned count, unsigned present);

/// The core does nothing any more.
[[noreturn]] void sleep_for_ever();

/// Interrupts all cores that are up, but this one.
void call_other_cores(unsigned core);

/// They wait until the kernel is built; from here on each runs programs.
void release_secondary_cores();

/// Is the kernel built?
bool programs_run();

/// This core's part from here on: its programs.
[[noreturn]] void run_core(unsigned core);

} // namespace nacre::kernel::arch
