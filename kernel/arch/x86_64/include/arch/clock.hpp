// SPDX-License-Identifier: MIT
// The clock is the time-stamp counter; the core's timer is that of its interrupt controller.
#pragma once

#include <interface/machine.hpp>

namespace nacre::kernel::arch {

/// Frequencies are measured once, by the first core. Intel SDM volume 3, sections 10.5.4 and 17.17.
class Clock {
public:
    static Ticks now() { return __builtin_readcyclecounter(); }
    static void set_deadline(Ticks deadline);

    static Ticks frequency() { return counter_rate; }
    /// What a board has found out. `timer_frequency` is of the controller's timer, which counts down.
    static void set_frequencies(Ticks frequency, Ticks timer_frequency);

private:
    static inline constinit Ticks counter_rate = 0;
    static inline constinit Ticks timer_rate = 0;
};

} // namespace nacre::kernel::arch
