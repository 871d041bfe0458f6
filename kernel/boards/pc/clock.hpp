// SPDX-License-Identifier: MIT
// How fast this PC's clocks are.
#pragma once

#include <interface/machine.hpp>

namespace nacre::kernel::board {

/// Measures the time-stamp counter and the local controller's timer against the interval timer that every PC
/// has, and tells the architecture.
void measure_clocks();

/// Nothing else happens on the calling core.
void wait_microseconds(unsigned microseconds);

} // namespace nacre::kernel::board
