// SPDX-License-Identifier: MIT
// Each takes its paths through the kernel a number of times, marking each.
#pragma once

#include "world.hpp"

namespace nacre::bench {

inline constexpr unsigned rounds = 32;

/// The program runs below the threads that it starts, unless they are peers.
inline constexpr Word own_priority = 100;
inline constexpr Word higher_priority = 200;
inline constexpr Word lower_priority = 50;

void count_messages(World& world);
void count_signals(World& world);
void count_yields(World& world);
void count_faults(World& world);
void count_interrupts(World& world);
void count_memory(World& world);
void count_threads(World& world);

} // namespace nacre::bench
