// SPDX-License-Identifier: MIT
// Threads of a program on other cores. A program has one for each core but its own if its line in the system
// description says so; they share its memory and its capabilities, and do nothing until they are given work.
#pragma once

#include <runtime/environment.hpp>
#include <runtime/slots.hpp>

namespace nacre::user::worker {

using Work = void (*)(void* argument);

inline constexpr std::size_t stack_size = 16384;

/// Lets the thread of another core call `work`. It must be done with what it was given before (see
/// wait_for_all). False if there is no such thread.
bool start(unsigned core, Work work, void* argument);

/// Returns when all that were started are done; what they wrote can be read then.
void wait_for_all();

} // namespace nacre::user::worker
