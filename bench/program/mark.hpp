// SPDX-License-Identifier: MIT
// Tells the counter outside of the machine which path the next entry into the kernel takes.
#pragma once

#include "path.hpp"

namespace nacre::bench {

inline constexpr unsigned mark_magic = 0x4e00;
inline constexpr unsigned mark_interrupt = 0x80;

/// The next system call or fault of this core. The instruction has no effect and no compiler makes it.
template<Path path>
[[gnu::always_inline]] inline void mark() {
    asm volatile("movz xzr, #%0" ::"i"(mark_magic | static_cast<unsigned>(path)) : "memory");
}

/// The next interrupt of this core.
template<Path path>
[[gnu::always_inline]] inline void mark_next_interrupt() {
    asm volatile("movz xzr, #%0" ::"i"(mark_magic | mark_interrupt | static_cast<unsigned>(path)) : "memory");
}

} // namespace nacre::bench
