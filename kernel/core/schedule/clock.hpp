// SPDX-License-Identifier: MIT
// Between the clock's ticks and the interface's microseconds.
#pragma once

#include <api/architecture.hpp>
#include <arch/machine.hpp>

namespace nacre::kernel::clock {

inline constexpr Ticks microseconds_per_second = 1'000'000;

/// Microseconds fit whole: whoever lets a user choose them checks longest_microseconds() first.
inline Ticks from_microseconds(std::uint64_t microseconds) {
    const Ticks frequency = arch::Machine::ticks_per_second();
    const std::uint64_t seconds = microseconds / microseconds_per_second;
    return seconds * frequency +
           (microseconds % microseconds_per_second) * frequency / microseconds_per_second;
}

inline std::uint64_t to_microseconds(Ticks ticks) {
    const Ticks frequency = arch::Machine::ticks_per_second();
    return ticks / frequency * microseconds_per_second +
           ticks % frequency * microseconds_per_second / frequency;
}

/// The longest budget or period that the interface takes. seL4 divides the clock's range by ticks per
/// unit, and by 8 so that sums cannot overflow; programs see the number in range_error's words.
constexpr std::uint64_t longest_microseconds(Ticks ticks_per_second, Ticks units_per_second) {
    return ~std::uint64_t{0} / (ticks_per_second / units_per_second) / 8;
}

inline std::uint64_t longest_microseconds() {
    return longest_microseconds(arch::Machine::ticks_per_second(),
                                api::architecture::longest_time_units_per_second);
}

} // namespace nacre::kernel::clock
