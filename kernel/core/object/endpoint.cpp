// SPDX-License-Identifier: MIT
// Endpoints: where a sender and a receiver meet.
#include <core/message/transfer.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel {

namespace endpoint {

namespace {

void block_sender(Processor& processor, Thread& sender, Endpoint& endpoint, const SendMode& mode) {
    sender.sent_badge = mode.badge;
    sender.sent_can_grant = mode.can_grant;
    sender.sent_can_grant_reply = mode.can_grant_reply;
    sender.sent_is_call = mode.is_call;
    thread::set_state(processor, sender, ThreadState::blocked_on_send);
    endpoint.enqueue(sender, EndpointState::sending);
}

void block_receiver(Processor& processor, Thread& receiver, Endpoint& endpoint, bool can_grant,
                    Reply* reply) {
    receiver.received_can_grant = can_grant;
    receiver.reply = reply;
    if (reply != nullptr) {
        reply->thread = &receiver;
    }
    thread::set_state(processor, receiver, ThreadState::blocked_on_receive);
    endpoint.enqueue(receiver, EndpointState::receiving);
}

/// A reply object that another thread still waits on, or with, is taken from it.
void claim_reply(Processor& processor, Reply* reply) {
    // Who runs has none: it is another thread that waits for it, or with it.
    if (reply != nullptr && reply->thread != nullptr) {
        thread::cancel_ipc(processor, *reply->thread);
    }
}

void take_from_sender(Processor& processor, Thread& receiver, Endpoint& endpoint, Reply* reply) {
    Thread& sender = *endpoint.first();
    endpoint.dequeue(sender);
    const bool may_answer = sender.sent_can_grant || sender.sent_can_grant_reply;
    const bool may_donate = sender.scheduling_context != nullptr && sender.fault.kind != FaultKind::timeout;
    transfer::deliver(processor, sender, &endpoint, sender.sent_badge, sender.sent_can_grant, nullptr,
                      receiver);
    if (!sender.sent_is_call) {
        thread::set_state(processor, sender, ThreadState::running);
        scheduler::wake_with_context(processor, sender);
        return;
    }
    if (may_answer && reply != nullptr) {
        scheduler::refresh_context(processor, sender);
        reply::push(processor, sender, receiver, *reply, may_donate);
    } else {
        thread::set_state(processor, sender, ThreadState::inactive);
    }
}

/// Lets a waiter go as if it had not come: it will execute its system call again.
void turn_away(Processor& processor, Thread& thread) {
    if (thread.reply != nullptr) {
        reply::unlink(processor, *thread.reply, thread);
    }
    if (thread.fault.kind != FaultKind::none) {
        thread::set_state(processor, thread, ThreadState::inactive);
        return;
    }
    thread::set_state(processor, thread, ThreadState::restart);
    scheduler::wake_with_context(processor, thread);
}

} // namespace

void send(Processor& processor, Thread& sender, Endpoint& endpoint, const SendMode& mode) {
    if (endpoint.state() != EndpointState::receiving) {
        if (mode.blocking) {
            block_sender(processor, sender, endpoint, mode);
        }
        return;
    }
    Thread& receiver = *endpoint.first();
    endpoint.dequeue(receiver);
    transfer::deliver(processor, sender, &endpoint, mode.badge, mode.can_grant, mode.extra, receiver);
    Reply* reply = receiver.reply;
    if (reply != nullptr) {
        reply::unlink(processor, *reply, receiver);
    }
    if (mode.is_call) {
        if (reply != nullptr && (mode.can_grant || mode.can_grant_reply)) {
            reply::push(processor, sender, receiver, *reply, mode.can_donate);
        } else {
            thread::set_state(processor, sender, ThreadState::inactive);
        }
    } else if (mode.can_donate && receiver.scheduling_context == nullptr) {
        scheduling_context::donate(processor, *sender.scheduling_context, receiver);
    }
    thread::set_state(processor, receiver, ThreadState::running);
    scheduler::wake_with_context(processor, receiver);
}

void receive(Processor& processor, Thread& receiver, const EndpointView& capability, bool blocking,
             Reply* reply) {
    claim_reply(processor, reply);
    if (reply != nullptr) {
        reply->home = capability.object().home();
    }
    Notification* bound = receiver.bound_notification;
    if (bound != nullptr && bound->state == NotificationState::active) {
        notification::complete(processor, *bound, receiver);
        return;
    }
    if (bound != nullptr && blocking) {
        notification::return_context(processor, *bound, receiver);
    }
    Endpoint& endpoint = capability.object();
    if (endpoint.state() == EndpointState::sending) {
        take_from_sender(processor, receiver, endpoint, reply);
    } else if (blocking) {
        block_receiver(processor, receiver, endpoint, capability.rights().has(EndpointRight::grant), reply);
    } else {
        receiver.registers.set_badge(0);
    }
}

void remove_waiter(Thread& thread) { static_cast<Endpoint*>(thread.waiting_on)->dequeue(thread); }

bool send_one_away(Processor& processor, Endpoint& endpoint) {
    Thread* thread = endpoint.first();
    if (thread == nullptr) {
        return false;
    }
    endpoint.dequeue(*thread);
    turn_away(processor, *thread);
    scheduler::reschedule(processor);
    return true;
}

Word begin_cancellation(Kernel& kernel, Endpoint& endpoint, Word badge) {
    NACRE_ASSERT(endpoint.cancel_cursor() == nullptr);
    const Cancellation cancellation{.ticket = ++kernel.cancellations, .badge = badge};
    if (endpoint.state() == EndpointState::sending) {
        endpoint.set_cancel_cursor(endpoint.first(), cancellation);
    }
    return cancellation.ticket;
}

bool is_cancelling(const Endpoint& endpoint, Word ticket) {
    const Thread* cursor = endpoint.cancel_cursor();
    return cursor != nullptr && cursor->cancellation.ticket == ticket;
}

bool continue_cancellation(Processor& processor, Endpoint& endpoint) {
    Thread* thread = endpoint.cancel_cursor();
    if (thread == nullptr) {
        return false;
    }
    const Cancellation cancellation = thread->cancellation;
    endpoint.set_cancel_cursor(thread->wait_link.next, cancellation);
    if (thread->sent_badge == cancellation.badge) {
        endpoint.dequeue(*thread);
        turn_away(processor, *thread);
        scheduler::reschedule(processor);
    }
    return endpoint.cancel_cursor() != nullptr;
}

void change_priority(Processor& processor, Thread& thread, Priority priority) {
    auto& endpoint = *static_cast<Endpoint*>(thread.waiting_on);
    const EndpointState side = endpoint.state();
    const Thread* cursor = endpoint.cancel_cursor();
    const bool is_to_be_cancelled = cursor != nullptr && thread.sent_badge == cursor->cancellation.badge;
    endpoint.dequeue(thread);
    thread.priority = priority;
    if (is_to_be_cancelled) {
        // Now, or it might jump over the cursor.
        turn_away(processor, thread);
        scheduler::reschedule(processor);
    } else {
        endpoint.enqueue(thread, side);
    }
}

} // namespace endpoint
} // namespace nacre::kernel
