// SPDX-License-Identifier: MIT
// The lock of shared objects: who has it may use them, next to what is its core's own (docs/many_cores.md).
#pragma once

#include <core/cores/shared.hpp>

#include <cstdint>

namespace nacre::kernel {

struct Processor;

/// First come, first served. One for all objects: a message touches up to five of them, a server's endpoint,
/// reply object and notification among them, and each would need its own otherwise, and an order.
struct SharedLock {
    Shared<std::uint32_t> next_ticket;
    Shared<std::uint32_t> serving;
};

namespace shared_lock {

/// Waits for nobody but cores that have it and are on their way through the kernel: it must be given back
/// before anything else is waited for, the exclusive section included.
void take(Processor& processor);

/// The core has looked, and changed nothing.
void drop(Processor& processor);

/// What the core did is complete: chooses who runs next, sends a current thread home that has another core's
/// time by now, and gives the lock back. From then on others may wake the threads that began to wait. Nothing
/// happens if the core does not have it.
void finish(Processor& processor);

} // namespace shared_lock
} // namespace nacre::kernel
