// SPDX-License-Identifier: MIT
// Telling a thread's handlers of its faults.
#pragma once

#include <core/object/thread.hpp>

namespace nacre::kernel::fault_delivery {

/// The thread stops and its fault handler is sent a message; without a handler, the console says so.
void deliver(Processor& processor, Thread& thread, const Fault& fault);

bool has_timeout_handler(const Thread& thread);
/// The same for the timeout handler, which must be there.
void deliver_timeout(Processor& processor, Thread& thread, const Fault& fault);

} // namespace nacre::kernel::fault_delivery
