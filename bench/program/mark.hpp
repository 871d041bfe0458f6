// SPDX-License-Identifier: MIT
// Tells the counter outside of the machine which path the next entry into the kernel takes, and when to count
// all that the cores execute.
#pragma once

#include "path.hpp"

namespace nacre::bench {

inline constexpr unsigned mark_magic = 0x4e00;
inline constexpr unsigned mark_interrupt = 0x80;
inline constexpr unsigned window_magic = 0x5700;

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

/// From here on, everything that any core executes counts to the window, until it is closed or another opens.
/// Windows are the values of an enumeration of the program's own, none of them 0.
template<auto window>
[[gnu::always_inline]] inline void open_window() {
    asm volatile("movz xzr, #%0" ::"i"(window_magic | static_cast<unsigned>(window)) : "memory");
}
[[gnu::always_inline]] inline void close_window() {
    asm volatile("movz xzr, #%0" ::"i"(window_magic) : "memory");
}

/// Under -icount QEMU's cores take turns: this ends the turn. On a real core it does nothing.
[[gnu::always_inline]] inline void end_turn() { asm volatile("yield" ::: "memory"); }

} // namespace nacre::bench
