// SPDX-License-Identifier: MIT
// The counter that every program may read: the time-stamp counter (Intel SDM volume 3, section 18.17).
#pragma once

#include <cstdint>

namespace nacre::user::architecture {

namespace detail {

/// No register tells it on every processor: the kernel does (learn_counter_frequency, or the program's
/// environment).
inline constinit std::uint64_t counter_frequency = 1'000'000'000;

} // namespace detail

/// Ticks since some moment before the kernel started. Never goes back.
inline std::uint64_t counter() {
    std::uint32_t low;
    std::uint32_t high;
    asm volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high)::"memory");
    return std::uint64_t{high} << 32 | low;
}

/// Ticks in a second.
inline std::uint64_t counter_frequency() { return detail::counter_frequency; }

/// What the kernel tells; 0 if it does not.
inline void set_counter_frequency(std::uint64_t frequency) {
    if (frequency != 0) {
        detail::counter_frequency = frequency;
    }
}

} // namespace nacre::user::architecture
