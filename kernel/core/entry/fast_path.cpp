// SPDX-License-Identifier: MIT
// The two system calls that servers live on, for their usual case: a short message to a passive server, and
// back.
#include <api/system_call.hpp>
#include <core/entry/fast_path.hpp>
#include <core/memory/address_space.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/schedule/fpu.hpp>

namespace nacre::kernel::fast_path {

namespace {

constexpr Word short_length = api::architecture::message_register_count;

/// Label, length and flags of a message that registers hold whole and that carries no capability.
bool is_short(api::MessageInfo info) {
    return info.length() <= short_length && info.extra_capabilities() == 0;
}

/// As find_slot, but whatever is unusual is simply not found.
[[gnu::always_inline]] inline const Slot* find(Capability root, Word address) {
    unsigned bits_left = word_bits;
    while (root.kind() == Kind::cnode) {
        const CNodeView node{root};
        const unsigned guard_size = node.guard_size();
        const unsigned level_bits = guard_size + node.radix();
        if (level_bits > bits_left) {
            return nullptr;
        }
        if (guard_size != 0 &&
            ((address >> (bits_left - guard_size)) & low_mask(guard_size)) != node.guard()) {
            return nullptr;
        }
        bits_left -= level_bits;
        const Slot* slot = node.slots() + ((address >> bits_left) & low_mask(node.radix()));
        if (bits_left == 0) {
            return slot;
        }
        root = slot->capability;
    }
    return nullptr;
}

/// May `thread` run next without asking the scheduler?
[[gnu::always_inline]] inline bool is_most_urgent(const Processor& processor, const Thread& thread) {
    return processor.ready.empty() || processor.ready.highest() <= thread.priority;
}

/// The root of the address space in which the thread runs; null if the general way must look closer.
[[gnu::always_inline]] inline void* root_of(const Processor& processor, const Thread& thread, Asid& asid) {
    const Capability capability = thread.slot(ThreadSlot::address_space).capability;
    if (capability.kind() != Kind::address_space) {
        return nullptr;
    }
    const AddressSpaceView space{capability};
    asid = space.asid();
    return address_space::find_root(*processor.kernel, space);
}

[[gnu::always_inline]] inline void copy_message(const Thread& from, Thread& to, api::MessageInfo info,
                                                Word badge) {
    for (unsigned index = 0; index < short_length; index++) {
        // Beyond the length the receiver's registers stay as they are, as on the general way.
        if (index < info.length()) {
            to.registers.set_message(index, from.registers.message(index));
        }
    }
    to.registers.set_message_info(api::MessageInfo::make(info.label(), 0, 0, info.length()).bits);
    to.registers.set_badge(badge);
}

[[gnu::always_inline]] inline void run(Processor& processor, Thread& thread, void* root, Asid asid) {
    thread.state = ThreadState::running;
    arch::Machine::activate(arch::Machine::physical(root), asid);
    fpu::prepare(processor, thread);
    processor.current = &thread;
}

[[gnu::always_inline]] inline void lend(SchedulingContext& context, Thread& from, Thread& to) {
    from.scheduling_context = nullptr;
    to.scheduling_context = &context;
    context.thread = &to;
}

[[gnu::always_inline]] inline bool try_call(Processor& processor) {
    Thread& caller = *processor.current;
    const api::MessageInfo info{caller.registers.message_info()};
    const Slot* slot = find(caller.capability_space(), caller.registers.capability());
    if (!is_short(info) || slot == nullptr || !slot->is<EndpointView>()) [[unlikely]] {
        return false;
    }
    const auto capability = slot->as<EndpointView>();
    const RightSet<EndpointRight> rights = capability.rights();
    const bool may_answer = rights.has(EndpointRight::grant) || rights.has(EndpointRight::grant_reply);
    Endpoint& endpoint = capability.object();
    if (!rights.has(EndpointRight::send) || !may_answer ||
        !endpoint.is(EndpointState::receiving, processor.home))
        [[unlikely]] {
        return false;
    }
    Thread& server = *endpoint.first();
    Asid asid = 0;
    void* root = root_of(processor, server, asid);
    Reply* reply = server.reply;
    if (root == nullptr || reply == nullptr || server.scheduling_context != nullptr ||
        !is_most_urgent(processor, server)) [[unlikely]] {
        return false;
    }
    SchedulingContext& context = *caller.scheduling_context;

    endpoint.dequeue(server);
    server.reply = nullptr;
    caller.reply = reply;
    caller.state = ThreadState::blocked_on_reply;
    reply->thread = &caller;
    reply->below = context.reply;
    if (reply->below != nullptr) {
        reply->below->set_above(reply);
    }
    reply->set_context(&context);
    context.reply = reply;
    lend(context, caller, server);
    copy_message(caller, server, info, capability.badge());
    run(processor, server, root, asid);
    return true;
}

[[gnu::always_inline]] inline bool try_reply_receive(Processor& processor) {
    Thread& server = *processor.current;
    const api::MessageInfo info{server.registers.message_info()};
    const Capability cspace = server.capability_space();
    const Slot* reply_slot = find(cspace, server.registers.reply_capability());
    const Slot* slot = find(cspace, server.registers.capability());
    if (!is_short(info) || slot == nullptr || reply_slot == nullptr || !slot->is<EndpointView>() ||
        !reply_slot->is<ReplyView>()) [[unlikely]] {
        return false;
    }
    const auto capability = slot->as<EndpointView>();
    Endpoint& endpoint = capability.object();
    if (!capability.rights().has(EndpointRight::receive) || endpoint.state() == EndpointState::sending ||
        endpoint.home() != processor.home || server.bound_notification != nullptr) [[unlikely]] {
        return false;
    }
    Reply& reply = reply_slot->as<ReplyView>().object();
    Thread* client = reply.thread;
    if (reply.home != processor.home || client == nullptr || client->state != ThreadState::blocked_on_reply ||
        client->fault.kind != FaultKind::none || client->scheduling_context != nullptr) [[unlikely]] {
        return false;
    }
    SchedulingContext& context = *server.scheduling_context;
    Asid asid = 0;
    void* root = root_of(processor, *client, asid);
    if (root == nullptr || reply.context() != &context || !is_most_urgent(processor, *client)) [[unlikely]] {
        return false;
    }

    context.reply = reply.below;
    if (reply.below != nullptr) {
        reply.below->set_context(&context);
        reply.below = nullptr;
    }
    reply.next_ = 0;
    reply.thread = &server;
    client->reply = nullptr;
    server.reply = &reply;
    server.received_can_grant = capability.rights().has(EndpointRight::grant);
    server.state = ThreadState::blocked_on_receive;
    endpoint.enqueue(server, EndpointState::receiving);
    lend(context, server, *client);
    copy_message(server, *client, info, 0);
    run(processor, *client, root, asid);
    return true;
}

} // namespace

void call(Processor& processor) {
    if (!try_call(processor)) [[unlikely]] {
        entry::general_system_call(processor, static_cast<std::intptr_t>(api::SystemCall::call));
    }
}

void reply_receive(Processor& processor) {
    if (!try_reply_receive(processor)) [[unlikely]] {
        entry::general_system_call(processor, static_cast<std::intptr_t>(api::SystemCall::reply_receive));
    }
}

} // namespace nacre::kernel::fast_path
