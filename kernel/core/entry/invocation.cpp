// SPDX-License-Identifier: MIT
// A method call on an object: from the kind of the invoked capability to the object's handlers.
#include <core/entry/invocation.hpp>
#include <core/memory/mapping.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>

namespace nacre::kernel {

Word Invocation::word(std::size_t index) const {
    if (index < api::architecture::message_register_count) {
        return caller.registers.message(static_cast<unsigned>(index));
    }
    return buffer == nullptr ? 0 : buffer->message[index];
}

void Invocation::answer(std::span<const Word> words) {
    if (is_call) {
        api::IpcBuffer* writable = caller.ipc_buffer(true);
        unsigned length = 0;
        for (const Word word : words) {
            transfer::write_word(caller, writable, length++, word);
        }
        if (writable == nullptr && length > api::architecture::message_register_count) {
            length = api::architecture::message_register_count;
        }
        caller.registers.set_badge(0);
        caller.registers.set_message_info(api::MessageInfo::make(0, 0, 0, length).bits);
    }
    thread::set_state(processor, caller, ThreadState::running);
}

namespace {

Outcome send_to_endpoint(Invocation& invocation, bool blocking, bool can_donate) {
    const auto endpoint = invocation.slot.as<EndpointView>();
    const RightSet<EndpointRight> rights = endpoint.rights();
    if (!rights.has(EndpointRight::send)) {
        return refuse::invalid_capability<0, "the endpoint's capability lacks the right to send">();
    }
    thread::set_state(invocation.processor, invocation.caller, ThreadState::restart);
    endpoint::send(invocation.processor, invocation.caller, endpoint.object(),
                   {.blocking = blocking,
                    .is_call = invocation.is_call,
                    .badge = endpoint.badge(),
                    .can_grant = rights.has(EndpointRight::grant),
                    .can_grant_reply = rights.has(EndpointRight::grant_reply),
                    .can_donate = can_donate,
                    .extra = &invocation.extra});
    return Progress::done;
}

Outcome signal(Invocation& invocation) {
    const auto notification = invocation.slot.as<NotificationView>();
    if (!notification.rights().has(NotificationRight::signal)) {
        return refuse::invalid_capability<0, "the notification's capability lacks the right to send">();
    }
    thread::set_state(invocation.processor, invocation.caller, ThreadState::restart);
    notification::signal(invocation.processor, notification.object(), notification.badge());
    return Progress::done;
}

Outcome answer_caller(Invocation& invocation) {
    const auto reply = invocation.slot.as<ReplyView>();
    thread::set_state(invocation.processor, invocation.caller, ThreadState::restart);
    reply::answer(invocation.processor, invocation.caller, reply.object(), reply.can_grant(),
                  invocation.extra);
    return Progress::done;
}

Outcome refuse_in_first_phase() {
    return refuse::invalid_capability<
        0, "the sending half of a call that also receives cannot invoke this object">();
}

} // namespace

Outcome invoke(Invocation& invocation, bool blocking, bool can_donate) {
    switch (invocation.slot.kind()) {
    case Kind::null: break;
    case Kind::zombie: return refuse::invalid_capability<0, "what the invoked slot held is being deleted">();
    case Kind::endpoint: return send_to_endpoint(invocation, blocking, can_donate);
    case Kind::notification: return signal(invocation);
    case Kind::reply: return answer_caller(invocation);
    case Kind::thread:
        return invocation.is_first_phase ? refuse_in_first_phase() : thread::invoke(invocation);
    case Kind::cnode: return invocation.is_first_phase ? refuse_in_first_phase() : cnode::invoke(invocation);
    case Kind::scheduling_context:
        return invocation.is_first_phase ? refuse_in_first_phase() : scheduling_context::invoke(invocation);
    case Kind::untyped: return untyped::invoke(invocation);
    case Kind::scheduling_control: return scheduling_control::invoke(invocation);
    case Kind::interrupt_control: return interrupt_control::invoke(invocation);
    case Kind::interrupt_handler: return interrupt_handler::invoke(invocation);
    case Kind::domain: return domain::invoke(invocation);
    case Kind::frame: return frame::invoke(invocation);
    case Kind::page_table: return page_table::invoke(invocation);
    case Kind::address_space:
        return mapping::spaces_are_page_tables ? page_table::invoke(invocation)
                                               : address_space::invoke(invocation);
    case Kind::asid_control: return asid_control::invoke(invocation);
    case Kind::asid_pool: return asid_pool::invoke(invocation);
    case Kind::software_interrupt: return software_interrupt::invoke(invocation);
    case Kind::io_port_control: return io_port_control::invoke(invocation);
    case Kind::io_port: return io_port::invoke(invocation);
    }
    return refuse::invalid_capability<0, "the invoked slot is empty">();
}

} // namespace nacre::kernel
