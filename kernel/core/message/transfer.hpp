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
inline api::MessageInfo info_of(const Thread& thread) {
    const api::MessageInfo info{thread.registers.message_info()};
    if (info.length() <= api::message_maximum_length) {
        return info;
    }
    return api::MessageInfo::make(info.label(), info.capabilities_unwrapped(), info.extra_capabilities(),
                                  api::message_maximum_length);
}

/// The sender's message, or the fault that it waits to report, arrives at the receiver. `endpoint` is what it
/// came through, null for a reply: its own capabilities arrive as badges. `extra` is what the call just found
/// to go along; null if the sender waited, and must be asked again.
void deliver(Processor& processor, Thread& sender, const Endpoint* endpoint, Word badge, bool can_grant,
             const ExtraCapabilities* extra, Thread& receiver);

/// Writes a message word of a thread, in a register or in its buffer (if it has one).
inline void write_word(Thread& thread, api::IpcBuffer* buffer, unsigned index, Word value) {
    if (index < api::architecture::message_register_count) {
        thread.registers.set_message(index, value);
    } else if (buffer != nullptr) {
        buffer->message[index] = value;
    }
}

} // namespace nacre::kernel::transfer
