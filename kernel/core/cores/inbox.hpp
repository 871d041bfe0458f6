// SPDX-License-Identifier: MIT
// Threads on their way to the core that is to run them.
#pragma once

#include <core/cores/shared.hpp>

namespace nacre::kernel {

struct Processor;
struct Thread;

/// A core that holds the lock of shared objects puts the threads in that it woke and that are at home here,
/// linked through their ready queue's links. This core takes them out when it is called; so does the holder
/// of the exclusive section, before anything else. Nobody else touches a thread that is in it.
struct Inbox {
    Shared<Thread*> newest;
    Thread* oldest; ///< of those that this core has turned round already, each linked to the next newer one
};

namespace inbox {

/// Gives a runnable thread, which is in no queue, to its home; calls that core.
void post(Processor& home, Thread& thread);

/// Wakes the threads that have come; a few at a time, and calls this core again if more are there.
void take_some(Processor& processor);

/// Wakes those of all cores; within the exclusive section.
void empty_all(Processor& holder);

} // namespace inbox
} // namespace nacre::kernel
