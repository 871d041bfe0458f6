// SPDX-License-Identifier: MIT
// System calls for development: print a character, name a thread, stop the machine. And SetTLSBase, which is
// none.
#pragma once

#include <core/kernel.hpp>

#include <cstdint>

namespace nacre::kernel::debug_call {

/// Carries the call out and leaves the current thread running; false if `number` is none of these.
bool perform(Processor& processor, std::intptr_t number);

/// Prints every thread that waits for time or for its turn on this processor.
void dump_scheduler(const Processor& processor);

} // namespace nacre::kernel::debug_call
