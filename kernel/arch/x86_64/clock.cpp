// SPDX-License-Identifier: MIT
// The core's timer: by deadline where the processor has that, else by counting down.
#include <arch/clock.hpp>
#include <arch/model_register.hpp>
#include <arch/processor_features.hpp>
#include <board/board.hpp>

#include <algorithm>
#include <limits>

namespace nacre::kernel::arch {

void Clock::set_frequencies(Ticks frequency, Ticks timer_frequency) {
    counter_rate = frequency;
    timer_rate = timer_frequency;
}

/// A count that is too small for the distance ends early: the kernel then sets the timer anew.
void Clock::set_deadline(Ticks deadline) {
    if (processor_features.deadline_timer) {
        TimeStampDeadline::write(std::max(deadline, Ticks{1}));
        return;
    }
    const Ticks current = now();
    const Ticks most = counter_rate / 4;
    const Ticks distance = deadline > current ? std::min(deadline - current, most) : 0;
    const Ticks count = distance * timer_rate / counter_rate + 1;
    board::Board::start_timer(
        static_cast<std::uint32_t>(std::min<Ticks>(count, std::numeric_limits<std::uint32_t>::max())));
}

} // namespace nacre::kernel::arch
