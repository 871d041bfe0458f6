// SPDX-License-Identifier: MIT
// Tells the counter outside of the machine which path the next entry into the kernel takes, and when to count
// all that the cores execute.
#pragma once

#include "path.hpp"

#include <bench/machine.hpp>

namespace nacre::bench {

inline constexpr unsigned mark_magic = 0x4e00;
inline constexpr unsigned mark_interrupt = 0x80;
inline constexpr unsigned window_magic = 0x5700;

/// The next system call or fault of this core.
template<Path path>
[[gnu::always_inline]] inline void mark() {
    tell_counter<mark_magic | static_cast<unsigned>(path)>();
}

/// The next interrupt of this core.
template<Path path>
[[gnu::always_inline]] inline void mark_next_interrupt() {
    tell_counter<mark_magic | mark_interrupt | static_cast<unsigned>(path)>();
}

/// From here on, everything that any core executes counts to the window, until it is closed or another opens.
/// Windows are the values of an enumeration of the program's own, none of them 0.
template<auto window>
[[gnu::always_inline]] inline void open_window() {
    tell_counter<window_magic | static_cast<unsigned>(window)>();
}
[[gnu::always_inline]] inline void close_window() { tell_counter<window_magic>(); }

} // namespace nacre::bench
