// SPDX-License-Identifier: MIT
// The other cores.
#pragma once

namespace nacre::kernel::arch {

/// Brings cores 1 to `count` - 1 into the kernel and returns how many cores are up, the calling one included.
/// A core that does not answer within a second is left out, with a line in the log.
unsigned start_secondary_cores(unsigned count);

} // namespace nacre::kernel::arch
