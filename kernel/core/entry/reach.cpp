// SPDX-License-Identifier: MIT
// What a way through the kernel is going to touch: only what is this core's, or more (docs/many_cores.md).
#include <api/method_list.hpp>
#include <core/capability/lookup.hpp>
#include <core/cores/sharing.hpp>
#include <core/entry/fault_delivery.hpp>
#include <core/entry/reach.hpp>
#include <core/message/transfer.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>

namespace nacre::kernel {

namespace {

void set_home(Endpoint& endpoint, Home home) { endpoint.set_home(home); }
void set_home(Notification& notification, Home home) { notification.home = home; }
void set_home(Reply& reply, Home home) { reply.home = home; }
Home home_of(const Endpoint& endpoint) { return endpoint.home(); }
Home home_of(const Notification& notification) { return notification.home; }
Home home_of(const Reply& reply) { return reply.home; }

} // namespace

template<typename Object>
bool Reach::may_use(Object& object) {
    if (is_mine(home_of(object))) {
        return true;
    }
    if (purpose_ == Purpose::claim) {
        if (home_of(object) == Home::nobody) {
            set_home(object, processor_.home);
        } else {
            sharing::share(object);
        }
        return true;
    }
    met_shared_ = met_shared_ || home_of(object) == Home::shared;
    return purpose_ == Purpose::look_with_lock && home_of(object) == Home::shared;
}

template<typename... Objects>
bool Reach::are_shared(Objects*... objects) {
    const auto is_shared = [this](auto* object) {
        if (object != nullptr && purpose_ == Purpose::claim) {
            sharing::share(*object);
        }
        return object == nullptr || home_of(*object) == Home::shared;
    };
    return (is_shared(objects) && ...);
}

bool Reach::system_call(api::SystemCall call) {
    using api::SystemCall;
    const arch::Registers& registers = processor_.current->registers;
    // In this order: both halves are looked at, and claimed.
    const auto send_then_receive = [&](Word destination, WithReply with_reply) {
        const bool first = send(destination, false);
        is_second_half_ = true;
        return (first || purpose_ == Purpose::claim) && receive(with_reply) && first;
    };
    switch (call) {
    case SystemCall::call:
    case SystemCall::send: return send(registers.capability(), true);
    case SystemCall::non_blocking_send: return send(registers.capability(), false);
    case SystemCall::reply_receive:
        return send_then_receive(registers.reply_capability(), WithReply::after_answering);
    case SystemCall::non_blocking_send_receive:
        return send_then_receive(registers.destination(), WithReply::yes);
    case SystemCall::non_blocking_send_wait:
        return send_then_receive(registers.reply_capability(), WithReply::no);
    case SystemCall::receive:
    case SystemCall::non_blocking_receive: return receive(WithReply::yes);
    case SystemCall::wait:
    case SystemCall::non_blocking_wait: return receive(WithReply::no);
    case SystemCall::yield: return true;
    case SystemCall::debug_put_char:
    case SystemCall::debug_dump_scheduler:
    case SystemCall::debug_halt:
    case SystemCall::debug_capability_identify:
    case SystemCall::debug_snapshot:
    case SystemCall::debug_name_thread:
    case SystemCall::debug_send_ipi:
    case SystemCall::set_tls_base: break; // one that was served does not come here
    }
    return fault(); // as any number that is no call
}

bool Reach::carries_capabilities(const Thread& sender) {
    return api::MessageInfo{sender.registers.message_info()}.extra_capabilities() > 0;
}

bool Reach::stopped_by_interrupt(Processor& processor) {
    if (!arch::Machine::interrupt_pending()) {
        return false;
    }
    processor.current->state = ThreadState::restart;
    return true;
}

bool Reach::send(Word destination, bool blocking) {
    const Thread& caller = *processor_.current;
    if (purpose_ != Purpose::claim && carries_capabilities(caller)) {
        return false;
    }
    const auto found = find_slot(caller.capability_space(), destination);
    if (!found) {
        return !blocking || fault();
    }
    const Slot& slot = *found;
    const bool alone = !carries_capabilities(caller);
    switch (slot.kind()) {
    case Kind::endpoint: return send_to(slot.as<EndpointView>().object()) && alone;
    case Kind::notification: return signal(slot.as<NotificationView>().object()) && alone;
    case Kind::reply: return answer(slot.as<ReplyView>().object()) && alone;
    case Kind::interrupt_handler:
        return api::MessageInfo{caller.registers.message_info()}.label() ==
                   api::label_of<api::interrupt_handler::Acknowledge> &&
               alone;
    case Kind::software_interrupt:
    case Kind::io_port: return alone;
    case Kind::null:
    case Kind::zombie:
    case Kind::thread:
    case Kind::cnode:
    case Kind::scheduling_context:
    case Kind::untyped:
    case Kind::scheduling_control:
    case Kind::interrupt_control:
    case Kind::domain:
    case Kind::frame:
    case Kind::page_table:
    case Kind::address_space:
    case Kind::asid_control:
    case Kind::asid_pool:
    case Kind::io_port_control: return false;
    }
    return false;
}

bool Reach::send_to(Endpoint& endpoint) {
    return may_use(endpoint) &&
           (endpoint.state() != EndpointState::receiving || take_receiver(endpoint, *endpoint.first()));
}

bool Reach::take_receiver(Endpoint& endpoint, Thread& receiver) {
    if (is_mine(endpoint.home()) && runs_here(receiver)) {
        return true;
    }
    return are_shared(&endpoint, receiver.reply, receiver.bound_notification);
}

/// Its context comes with a call, and this core will put its reply object upon the stack of those through
/// which the context came. That stack is the context's core's own, unless its top is shared.
bool Reach::take_sender(Endpoint& endpoint, const Thread& sender) {
    if (carries_capabilities(sender)) {
        return false;
    }
    if (runs_here(sender)) {
        return true;
    }
    return are_shared(&endpoint, sender.scheduling_context->reply);
}

bool Reach::lends_nothing_from_elsewhere(const Notification& notification) const {
    return is_mine(notification.home) ? is_mine(notification.scheduling_context)
                                      : notification.scheduling_context == nullptr;
}

bool Reach::signal(Notification& notification) {
    if (!may_use(notification) || !lends_nothing_from_elsewhere(notification)) {
        return false;
    }
    switch (notification.state) {
    case NotificationState::active: return true;
    case NotificationState::waiting:
        return (is_mine(notification.home) && runs_here(*notification.first)) || are_shared(&notification);
    case NotificationState::idle:
        return notification.bound_thread == nullptr || signal_bound(notification, *notification.bound_thread);
    }
    return false;
}

bool Reach::signal_bound(Notification& notification, Thread& bound) {
    if (is_mine(notification.home) && !runs_here(bound) && !are_shared(&notification)) {
        return false;
    }
    return bound.state != ThreadState::blocked_on_receive ||
           take_receiver(*static_cast<Endpoint*>(bound.waiting_on), bound);
}

bool Reach::answer(Reply& reply) {
    if (!may_use(reply)) {
        return false;
    }
    const Thread* caller = reply.thread;
    if (caller == nullptr) {
        return true;
    }
    if (is_mine(reply.home) && !runs_here(*caller) && !are_shared(&reply)) {
        return false;
    }
    if (caller->state != ThreadState::blocked_on_reply) {
        return true;
    }
    return !fault_delivery::has_timeout_handler(*caller) && (!reply.in_stack() || gives_back(reply));
}

/// The context that came with the call goes back: it is this core's, and so is the thread that has it. One
/// that waits for something may be in another core's hands at this moment.
bool Reach::gives_back(const Reply& reply) const {
    const SchedulingContext* context = reply.context();
    return context != nullptr && is_mine(context) && context->thread == processor_.current;
}

bool Reach::handler(const Thread& thread, ThreadSlot which) {
    const Slot& slot = thread.slot(which);
    return !slot.is<EndpointView>() || send_to(slot.as<EndpointView>().object());
}

bool Reach::fault() {
    // Who waits for the fault may be another one by the time that the first half is through.
    return !is_second_half_ && handler(*processor_.current, ThreadSlot::fault_handler);
}

bool Reach::budget() {
    SchedulingContext& context = *processor_.current_context;
    return context.is_round_robin() ||
           refill::is_sufficient(processor_.kernel->limits, context, processor_.consumed) ||
           handler(*processor_.current, ThreadSlot::timeout_handler);
}

bool Reach::receive(WithReply with_reply) {
    const Thread& receiver = *processor_.current;
    const auto found = find_slot(receiver.capability_space(), receiver.registers.capability());
    if (!found) {
        return fault();
    }
    const Slot& slot = *found;
    if (slot.is<EndpointView>() && slot.as<EndpointView>().rights().has(EndpointRight::receive)) {
        return receive_from(slot.as<EndpointView>().object(), with_reply);
    }
    if (slot.is<NotificationView>() && slot.as<NotificationView>().rights().has(NotificationRight::wait)) {
        return wait_for(slot.as<NotificationView>().object());
    }
    return fault();
}

/// The object takes the endpoint's tag when it is received with. Until then it may be used already, with
/// another one: that is for the exclusive section.
bool Reach::receive_with(Reply& reply, const Endpoint& endpoint, bool answers_first) {
    if (purpose_ == Purpose::claim || !may_use(reply) || reply.home != endpoint.home()) {
        return false;
    }
    const Thread* user = reply.thread;
    return user == nullptr || user == processor_.current ||
           (answers_first && user->state == ThreadState::blocked_on_reply);
}

/// Both have the same tag while somebody waits: who takes a thread off the endpoint asks for nothing else.
bool Reach::hear_of(Notification& bound, Endpoint& endpoint) {
    const bool usable = may_use(bound);
    if (endpoint.home() != bound.home && !are_shared(&bound, &endpoint)) {
        return false;
    }
    return usable && lends_nothing_from_elsewhere(bound);
}

bool Reach::receive_from(Endpoint& endpoint, WithReply with_reply) {
    const Thread& receiver = *processor_.current;
    bool reached = may_use(endpoint);
    if (with_reply != WithReply::no) {
        const auto found = find_slot(receiver.capability_space(), receiver.registers.reply_capability());
        if (!found || !found->is<ReplyView>()) {
            return fault();
        }
        const bool answers_first = with_reply == WithReply::after_answering;
        reached = receive_with(found->as<ReplyView>().object(), endpoint, answers_first) && reached;
    }
    if (receiver.bound_notification != nullptr) {
        reached = hear_of(*receiver.bound_notification, endpoint) && reached;
    }
    if (!reached && purpose_ != Purpose::claim) {
        return false;
    }
    if (endpoint.state() == EndpointState::sending) {
        reached = take_sender(endpoint, *endpoint.first()) && reached;
    }
    return reached;
}

bool Reach::wait_for(Notification& notification) {
    if (notification.bound_thread != nullptr && notification.bound_thread != processor_.current) {
        return fault(); // it hears of the signals, nobody else may wait for them
    }
    return may_use(notification) && lends_nothing_from_elsewhere(notification);
}

bool Reach::interrupt(InterruptNumber number) {
    const Slot& slot = processor_.kernel->interrupts.notifications[number];
    return !slot.is<NotificationView>() || signal(slot.as<NotificationView>().object());
}

} // namespace nacre::kernel
