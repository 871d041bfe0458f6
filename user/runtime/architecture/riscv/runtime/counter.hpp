// SPDX-License-Identifier: MIT
// The counter that every program may read: the CSR `time` (RISC-V unprivileged specification, chapter
// "Zicntr").
#pragma once

#include <base/word.hpp>

#include <cstdint>

namespace nacre::user::architecture {

namespace detail {

/// No register tells it: the kernel does (learn_counter_frequency, or the program's environment).
inline constinit std::uint64_t counter_frequency = 10'000'000;

template<bool wide>
std::uint64_t read_time() {
    if constexpr (wide) {
        Word value;
        asm volatile("rdtime %0" : "=r"(value)::"memory");
        return value;
    } else {
        Word high;
        Word low;
        Word high_again;
        while (true) {
            asm volatile("rdtimeh %0\n\trdtime %1\n\trdtimeh %2"
                         : "=&r"(high), "=&r"(low), "=&r"(high_again)::"memory");
            if (high == high_again) {
                return std::uint64_t{high} << 32 | low;
            }
        }
    }
}

} // namespace detail

/// Ticks since some moment before the kernel started. Never goes back.
inline std::uint64_t counter() { return detail::read_time<word_bits == 64>(); }

/// Ticks in a second.
inline std::uint64_t counter_frequency() { return detail::counter_frequency; }

/// What the kernel tells; 0 if it does not.
inline void set_counter_frequency(std::uint64_t frequency) {
    if (frequency != 0) {
        detail::counter_frequency = frequency;
    }
}

} // namespace nacre::user::architecture
