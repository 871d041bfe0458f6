// SPDX-License-Identifier: MIT
// The two system calls that servers live on, for their usual case: a message to a passive server, and back.
#include <core/entry/fast_fault.hpp>
#include <core/entry/fast_path.hpp>
#include <core/entry/fast_path_pieces.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>

namespace nacre::kernel::fast_path {

namespace {

/// From where to where the words go that no register holds.
struct Buffers {
    const api::IpcBuffer* from = nullptr;
    api::IpcBuffer* to = nullptr;
};

/// Can the message be moved without asking anybody?
template<Shape shape>
[[gnu::always_inline]] inline bool find_buffers(api::MessageInfo info, const Thread& from, const Thread& to,
                                                Buffers& buffers) {
    if (shape == Shape::usual || is_short(info)) {
        return is_short(info);
    }
    buffers = {.from = from.ipc_buffer(false), .to = to.ipc_buffer(true)};
    return info.extra_capabilities() == 0 && info.length() <= api::message_maximum_length &&
           buffers.from != nullptr && buffers.to != nullptr;
}

template<Shape shape>
[[gnu::always_inline]] inline void copy_message(const Thread& from, Thread& to, api::MessageInfo info,
                                                const Buffers& buffers, Word badge) {
    const auto length = static_cast<unsigned>(info.length());
    for (unsigned index = 0; index < short_length; index++) {
        // Beyond the length the receiver's registers stay as they are, as on the general way.
        if (index < length) {
            to.registers.set_message(index, from.registers.message(index));
        }
    }
    if constexpr (shape == Shape::any) {
        for (unsigned index = short_length; index < length; index++) {
            buffers.to->message[index] = buffers.from->message[index];
        }
    }
    to.registers.set_message_info(api::MessageInfo::make(info.label(), 0, 0, length).bits);
    to.registers.set_badge(badge);
}

[[gnu::always_inline]] inline void lend(SchedulingContext& context, Thread& from, Thread& to) {
    from.scheduling_context = nullptr;
    to.scheduling_context = &context;
    context.thread = &to;
}

template<Shape shape>
[[gnu::always_inline]] inline Thread* try_call(Processor& processor) {
    Thread& caller = *processor.current;
    const api::MessageInfo info{caller.registers.message_info()};
    const Slot* slot = nullptr;
    if (!find<shape>(caller.capability_space(), caller.registers.capability(), slot) ||
        !slot->is<EndpointView>()) [[unlikely]] {
        return nullptr;
    }
    const auto capability = slot->as<EndpointView>();
    const RightSet<EndpointRight> rights = capability.rights();
    const bool may_answer = rights.has(EndpointRight::grant) || rights.has(EndpointRight::grant_reply);
    Endpoint& endpoint = capability.object();
    if (!rights.has(EndpointRight::send) || !may_answer ||
        !endpoint.is(EndpointState::receiving, processor.home)) [[unlikely]] {
        return nullptr;
    }
    Thread& server = *endpoint.first();
    Reply* reply = server.reply;
    Buffers buffers;
    if (!find_buffers<shape>(info, caller, server, buffers) || !has_space<shape>(processor, server) ||
        reply == nullptr || server.scheduling_context != nullptr || !is_most_urgent(processor, server) ||
        (shape == Shape::usual && !server.wait_link.is_alone())) [[unlikely]] {
        return nullptr;
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
    copy_message<shape>(caller, server, info, buffers, capability.badge());
    run(processor, server);
    return &server;
}

template<Shape shape>
[[gnu::always_inline]] inline Thread* try_reply_receive(Processor& processor) {
    Thread& server = *processor.current;
    const api::MessageInfo info{server.registers.message_info()};
    const Capability cspace = server.capability_space();
    const Slot* reply_slot = nullptr;
    const Slot* slot = nullptr;
    if (!find<shape>(cspace, server.registers.reply_capability(), reply_slot) ||
        !find<shape>(cspace, server.registers.capability(), slot) || !slot->is<EndpointView>() ||
        !reply_slot->is<ReplyView>()) [[unlikely]] {
        return nullptr;
    }
    const auto capability = slot->as<EndpointView>();
    Endpoint& endpoint = capability.object();
    const bool nobody_sends = endpoint.is(EndpointState::idle, processor.home) ||
                              (shape == Shape::any && endpoint.is(EndpointState::receiving, processor.home));
    if (!capability.rights().has(EndpointRight::receive) || !nobody_sends ||
        server.bound_notification != nullptr) [[unlikely]] {
        return nullptr;
    }
    Reply& reply = reply_slot->as<ReplyView>().object();
    Thread* client = reply.thread;
    SchedulingContext& context = *server.scheduling_context;
    Buffers buffers;
    // Only a thread that waits for the reply has one in a stack of calls.
    if (reply.home != processor.home || !reply.is_top_of(context) || client->fault.kind != FaultKind::none ||
        client->scheduling_context != nullptr || !find_buffers<shape>(info, server, *client, buffers) ||
        !has_space<shape>(processor, *client) || !is_most_urgent(processor, *client)) [[unlikely]] {
        return nullptr;
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
    if constexpr (shape == Shape::usual) {
        endpoint.enqueue_alone(server, EndpointState::receiving);
    } else {
        endpoint.enqueue(server, EndpointState::receiving);
    }
    lend(context, server, *client);
    copy_message<shape>(server, *client, info, buffers, 0);
    run(processor, *client);
    return client;
}

/// Such a message takes the general way, and that way is long enough without look-ups made in vain.
bool carries_capabilities(const Processor& processor) {
    return api::MessageInfo{processor.current->registers.message_info()}.extra_capabilities() != 0;
}

/// Another shape than the usual one, or the general way.
[[gnu::noinline]] NACRE_DOOR Thread& other_call(Processor& processor) {
    if (carries_capabilities(processor) || try_call<Shape::any>(processor) == nullptr) {
        entry::general_system_call(processor, static_cast<std::intptr_t>(api::SystemCall::call));
    }
    return *processor.current;
}

[[gnu::noinline]] NACRE_DOOR Thread& other_reply_receive(Processor& processor) {
    const api::MessageInfo info{processor.current->registers.message_info()};
    if (carries_capabilities(processor) || (!(is_short(info) && answer_fault(processor)) &&
                                            try_reply_receive<Shape::any>(processor) == nullptr)) {
        entry::general_system_call(processor, static_cast<std::intptr_t>(api::SystemCall::reply_receive));
    }
    return *processor.current;
}

} // namespace

NACRE_DOOR Thread& call(Processor& processor) {
    Thread* next = try_call<Shape::usual>(processor);
    return next != nullptr ? *next : other_call(processor);
}

NACRE_DOOR Thread& reply_receive(Processor& processor) {
    Thread* next = try_reply_receive<Shape::usual>(processor);
    return next != nullptr ? *next : other_reply_receive(processor);
}

} // namespace nacre::kernel::fast_path
