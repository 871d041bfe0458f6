// SPDX-License-Identifier: MIT
// Threads that wait for the same thing: the highest priority first, within a priority the longest waiting
// first.
#pragma once

namespace nacre::kernel {

struct Thread;

/// A waiting thread's links. The queue is one chain; the first thread of each priority also leads its group,
/// and the groups form a chain of their own, so that finding a place takes as many steps as there are
/// priorities in use.
struct WaitLink {
    Thread* next = nullptr;
    Thread* previous = nullptr;
    Thread* next_group = nullptr;     ///< leader only: the leader of the next lower priority
    Thread* previous_group = nullptr; ///< leader only
    Thread* group_last = nullptr;     ///< leader only: the last thread of its priority

    /// A queue of one thread, as a server's endpoint has it, needs no search: all its other links are null.
    bool is_alone() const { return next == nullptr && previous == nullptr; }
    void begin_alone(Thread& self) { group_last = &self; }
    void end_alone() { group_last = nullptr; }
};

/// The queue itself is the address of its first thread, which each change gives back anew: an endpoint keeps
/// it packed with other things.
namespace wait_queue {

[[nodiscard]] Thread* insert(Thread* first, Thread& thread);
/// The thread's priority must be the one with which it was inserted.
[[nodiscard]] Thread* remove(Thread* first, Thread& thread);

} // namespace wait_queue
} // namespace nacre::kernel
