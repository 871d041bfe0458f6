// SPDX-License-Identifier: MIT
// Faults as messages, and what a reply to one changes in the thread that made it.
#pragma once

#include <core/object/thread.hpp>

namespace nacre::kernel::fault_message {

/// Writes the sender's fault into the receiver's message registers and info word.
void deliver(Processor& processor, Thread& sender, Thread& receiver, api::IpcBuffer* buffer);

/// The handler's reply: registers that the fault's kind lets it set. Returns whether the thread runs on.
bool apply_reply(const Thread& handler, Thread& faulter);

/// The words that describe a failed look-up, from message register `first` on. Returns the register after
/// them.
unsigned write_lookup_fault(Thread& receiver, api::IpcBuffer* buffer, unsigned first,
                            const LookupFault& fault);

} // namespace nacre::kernel::fault_message
