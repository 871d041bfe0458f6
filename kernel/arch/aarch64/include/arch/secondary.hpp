// SPDX-License-Identifier: MIT
// The other cores.
#pragma once

namespace nacre::kernel::arch {

/// Brings cores 1 to `count` - 1 into the kernel and returns how many cores are up, the calling one included.
/// A core that does not answer within a second is left out, with a line in the log.
unsigned start_secondary_cores(unsigned count);

/// They wait until the kernel is built; from here on each runs programs.
void release_secondary_cores();

/// This core's part from here on: its programs.
[[noreturn]] void run_core(unsigned core);

} // namespace nacre::kernel::arch
