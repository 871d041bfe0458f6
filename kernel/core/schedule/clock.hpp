// SPDX-License-Identifier: MIT
// Between the clock's ticks and the interface's microseconds.
#pragma once

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

/// The longest period that the interface takes: an eighth of what can be converted without overflow (ABI.md).
inline std::uint64_t longest_microseconds() { return to_microseconds(~Ticks{0}) / 8; }

} // namespace nacre::kernel::clock
