// SPDX-License-Identifier: MIT
// The counter that every program may read: the virtual counter of the Generic Timer (Arm ARM, D11).
#pragma once

#include <cstdint>

namespace nacre::user::architecture {

/// Ticks since some moment before the kernel started. Never goes back.
inline std::uint64_t counter() {
    std::uint64_t value;
    asm volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value)::"memory");
    return value;
}

/// Ticks in a second.
inline std::uint64_t counter_frequency() {
    std::uint64_t value;
    asm("mrs %0, cntfrq_el0" : "=r"(value));
    return value;
}

/// Nobody has to be told.
inline void set_counter_frequency(std::uint64_t) {}

} // namespace nacre::user::architecture
