// SPDX-License-Identifier: MIT
// Moving a message from one thread to another: words, badge, capabilities.
#pragma once

#include <core/object/endpoint.hpp>

#include <array>

namespace nacre::kernel::transfer {

/// The capabilities that go with a message, as slots of the sender.
struct ExtraCapabilities {
    std::array<Slot*, api::maximum_extra_capabilities> slots{};
    unsigned count = 0;
    /// The receiver's slot for one of them, if has_destination; else it is still to be looked up.
    Slot* destination = nullptr;
    bool has_destination = false;
};

/// Looks up the slot in which the receiver wants a capability, while nothing has been changed yet: both
/// look-ups may lead through 64 CNodes.
void find_destination(const Thread& receiver, ExtraCapabilities& extra);

/// Finds the capabilities that a thread's message names in its buffer. False: the address behind those found
/// leads nowhere.
[[nodiscard]] bool find_extra_capabilities(const Thread& sender, api::MessageInfo info,
                                           const api::IpcBuffer* buffer, ExtraCapabilities& extra);

/// The info word as a thread wrote it, its length made possible.
api::MessageInfo info_of(const Thread& thread);

/// The sender's message, or the fault that it waits to report, arrives at the receiver. `endpoint` is what it
/// came through, null for a reply: its own capabilities arrive as badges. `extra` is what the call just found
/// to go along; null if the sender waited, and must be asked again.
void deliver(Processor& processor, Thread& sender, const Endpoint* endpoint, Word badge, bool can_grant,
             const ExtraCapabilities* extra, Thread& receiver);

/// Writes a message word of a thread, in a register or in its buffer (if it has one).
void write_word(Thread& thread, api::IpcBuffer* buffer, unsigned index, Word value);

} // namespace nacre::kernel::transfer
