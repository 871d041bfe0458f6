// SPDX-License-Identifier: MIT
// Moving a message from one thread to another: words, badge, capabilities.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>
#include <core/capability/lookup.hpp>
#include <core/message/fault_message.hpp>
#include <core/message/transfer.hpp>

#include <cstring>

namespace nacre::kernel::transfer {

namespace {

constexpr unsigned register_words = api::architecture::message_register_count;

unsigned copy_words(const Thread& sender, const api::IpcBuffer* from, Thread& receiver, api::IpcBuffer* to,
                    unsigned length) {
    const unsigned in_registers = length < register_words ? length : register_words;
    for (unsigned index = 0; index < in_registers; index++) {
        receiver.registers.set_message(index, sender.registers.message(index));
    }
    if (length <= register_words || from == nullptr || to == nullptr) {
        return in_registers;
    }
    // The two may be the same.
    std::memmove(&to->message[register_words], &from->message[register_words],
                 (length - register_words) * sizeof(Word));
    return length;
}

/// The empty slot into which a receiver wants a capability; null if it names none.
Slot* receive_slot(const Thread& receiver, const api::IpcBuffer& buffer) {
    const Slot* root = find_slot(receiver.capability_space(), buffer.receive_cnode);
    if (root == nullptr) {
        return nullptr;
    }
    const Word depth = buffer.receive_depth;
    if (depth < 1 || depth > word_bits) {
        return nullptr;
    }
    const auto found = resolve(root->capability, buffer.receive_index, static_cast<unsigned>(depth));
    if (!found || found.bits_left != 0 || !found.slot->empty()) {
        return nullptr;
    }
    return found.slot;
}

/// Returns how many of the capabilities arrived, and which of them as badges.
api::MessageInfo transfer_capabilities(const ExtraCapabilities& extra, const Endpoint* endpoint, Word label,
                                       Thread& receiver, api::IpcBuffer* buffer) {
    if (extra.count == 0 || buffer == nullptr) {
        return api::MessageInfo::make(label, 0, 0, 0);
    }
    Slot* destination = extra.has_destination ? extra.destination : receive_slot(receiver, *buffer);
    Word unwrapped = 0;
    unsigned arrived = 0;
    for (; arrived < extra.count; arrived++) {
        Slot& source = *extra.slots[arrived];
        const bool is_same_endpoint = endpoint != nullptr && source.is<EndpointView>() &&
                                      &source.as<EndpointView>().object() == endpoint;
        if (is_same_endpoint) {
            buffer->capabilities_or_badges[arrived] = source.as<EndpointView>().badge();
            unwrapped |= power_of_two(arrived);
            continue;
        }
        if (destination == nullptr) {
            break;
        }
        const auto derived = derive(source, source.capability);
        if (!derived || derived->is_null()) {
            break;
        }
        derivation_tree::insert(source, *destination, *derived);
        destination = nullptr;
    }
    return api::MessageInfo::make(label, unwrapped, arrived, 0);
}

void deliver_message(Thread& sender, const Endpoint* endpoint, bool can_grant, const ExtraCapabilities* found,
                     Thread& receiver, api::IpcBuffer* to) {
    const api::MessageInfo info = info_of(sender);
    const api::IpcBuffer* from = sender.ipc_buffer(false);
    ExtraCapabilities extra;
    if (can_grant && found != nullptr) {
        extra = *found;
    } else if (can_grant && !find_extra_capabilities(sender, info, from, extra)) {
        extra.count = 0; // what a capability space held when the message was sent can be gone
    }
    const unsigned length = copy_words(sender, from, receiver, to, static_cast<unsigned>(info.length()));
    const api::MessageInfo carried = transfer_capabilities(extra, endpoint, info.label(), receiver, to);
    const auto arrived = api::MessageInfo::make(carried.label(), carried.capabilities_unwrapped(),
                                                carried.extra_capabilities(), length);
    receiver.registers.set_message_info(arrived.bits);
}

} // namespace

bool find_extra_capabilities(const Thread& sender, api::MessageInfo info, const api::IpcBuffer* buffer,
                             ExtraCapabilities& extra) {
    if (buffer == nullptr) {
        return true;
    }
    for (; extra.count < info.extra_capabilities(); extra.count++) {
        Slot* slot = find_slot(sender.capability_space(), buffer->capabilities_or_badges[extra.count]);
        if (slot == nullptr) [[unlikely]] {
            return false;
        }
        extra.slots[extra.count] = slot;
    }
    return true;
}

void find_destination(const Thread& receiver, ExtraCapabilities& extra) {
    const api::IpcBuffer* buffer = receiver.ipc_buffer(true);
    extra.destination = buffer == nullptr ? nullptr : receive_slot(receiver, *buffer);
    extra.has_destination = true;
}

void deliver(Processor& processor, Thread& sender, const Endpoint* endpoint, Word badge, bool can_grant,
             const ExtraCapabilities* extra, Thread& receiver) {
    api::IpcBuffer* to = receiver.ipc_buffer(true);
    if (sender.fault.kind == FaultKind::none) {
        deliver_message(sender, endpoint, can_grant, extra, receiver, to);
    } else {
        fault_message::deliver(processor, sender, receiver, to);
    }
    receiver.registers.set_badge(badge);
}

} // namespace nacre::kernel::transfer
