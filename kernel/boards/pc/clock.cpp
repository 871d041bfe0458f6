// SPDX-License-Identifier: MIT
// Measures the clocks. What the processor says of its own (CPUID 15h) goes before what is measured.
#include "clock.hpp"
#include "local_controller.hpp"

#include <arch/clock.hpp>
#include <arch/io_port.hpp>
#include <arch/processor_features.hpp>
#include <core/panic.hpp>
#include <drivers/clock/pit_8254.hpp>

namespace nacre::kernel::board {
namespace {

using arch::Clock;
using arch::CpuId;
using arch::PortBus;
using IntervalTimer = drivers::Pit8254<PortBus, PortBus>;

constexpr std::uint16_t interval_timer_port = 0x40;
constexpr std::uint16_t gate_port = 0x61;
constexpr unsigned measurements_per_second = 400;
constexpr unsigned measurements = 4;

/// What both clocks count in one measurement.
struct Counted {
    Ticks ticks;
    Ticks timer_steps;
};

Counted count() {
    constexpr std::uint16_t steps = IntervalTimer::frequency / measurements_per_second;
    constexpr std::uint32_t all = ~std::uint32_t{0};
    constexpr Ticks patience = Ticks{1} << 36; // longer than ten seconds on every processor
    const IntervalTimer interval{PortBus{interval_timer_port}, PortBus{gate_port}};
    interval.start(steps);
    local_controller().start_timer(all);
    const Ticks start = Clock::now();
    while (!interval.is_over()) {
        if (Clock::now() - start > patience) {
            panic("the interval timer stands still: the speed of the clock cannot be measured");
        }
    }
    const Counted counted{Clock::now() - start, all - local_controller().timer()};
    local_controller().start_timer(0);
    return counted;
}

/// The frequency that the processor gives of its counter; 0: it does not.
Ticks told_frequency() {
    constexpr std::uint32_t leaf = 0x15;
    if (CpuId::of(0).a < leaf) {
        return 0;
    }
    const CpuId ratio = CpuId::of(leaf);
    return ratio.a == 0 ? 0 : Ticks{ratio.c} * ratio.b / ratio.a;
}

} // namespace

void measure_clocks() {
    Counted counted = count();
    for (unsigned i = 1; i < measurements; ++i) {
        // Where the machine itself is at times not executed, the shortest is the true one.
        const Counted again = count();
        counted = again.ticks < counted.ticks ? again : counted;
    }
    const Ticks told = told_frequency();
    Clock::set_frequencies(told != 0 ? told : counted.ticks * measurements_per_second,
                           counted.timer_steps * measurements_per_second);
}

void wait_microseconds(unsigned microseconds) {
    const Ticks end = Clock::now() + Clock::frequency() / 1'000'000 * microseconds;
    while (Clock::now() < end) {
        asm volatile("pause");
    }
}

} // namespace nacre::kernel::board
