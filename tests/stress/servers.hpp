// SPDX-License-Identifier: MIT
// The threads that always answer: whoever waits for them for ever has found a bug.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// What a message to an echo server asks for besides the same message back: nothing, or that it ring the bell
/// of the worker in the first word once it has answered.
inline constexpr Word echo_label = 0x111;
inline constexpr Word ring_label = 0x222;
inline constexpr Word answer_label = 0x333;

/// An answer is the message, each word with its bits turned round.
inline constexpr Word answer_to(Word word) { return ~word; }

/// Added by the fault servers to the first registers of a thread that makes a system call that does not
/// exist.
inline constexpr Word unknown_call_sum = 7;
inline constexpr Word unknown_call_number = 4711;

/// Starts them; `place` is the first free place for a thread and is moved on.
void start_servers(unsigned& place);

} // namespace nacre::stress
