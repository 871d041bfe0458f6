// SPDX-License-Identifier: MIT
// Reply objects: who is owed an answer, and through which calls a scheduling context was lent on.
#include <core/entry/fault_delivery.hpp>
#include <core/message/fault_message.hpp>
#include <core/message/transfer.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::reply {

namespace {

/// Takes an inner member out of its stack: the calls below it no longer know where their context went.
void take_out(Reply& reply) {
    if (reply.is_top()) {
        reply.context()->reply = nullptr;
    } else if (reply.above() != nullptr) {
        reply.above()->below = nullptr;
    }
    if (reply.below != nullptr) {
        reply.below->next_ = 0;
    }
    reply.below = nullptr;
    reply.next_ = 0;
}

/// Takes the top off its stack and gives the context back to the caller that lent it.
void pop(Processor& processor, Thread& caller, Reply& reply) {
    SchedulingContext& context = *reply.context();
    context.reply = reply.below;
    if (reply.below != nullptr) {
        reply.below->set_context(&context);
    }
    reply.below = nullptr;
    reply.next_ = 0;
    if (caller.scheduling_context == nullptr) {
        scheduling_context::donate(processor, context, caller);
    }
}

/// An answered thread runs as soon as its context has time; if that is not now, its timeout handler may hear
/// of it.
void let_run(Processor& processor, Thread& thread, bool after_timeout) {
    SchedulingContext* context = thread.scheduling_context;
    if (context == nullptr || !thread.is_runnable() || !context->has_budget() ||
        scheduler::hand_over(processor, thread)) {
        return;
    }
    if (scheduler::has_time(processor, *context)) {
        scheduler::wake(processor, thread);
    } else if (!after_timeout && fault_delivery::has_timeout_handler(thread)) {
        fault_delivery::deliver_timeout(processor, thread, Fault::timeout(context->badge));
    } else if (!thread.is_release_queued) {
        scheduler::postpone(processor, *context);
    }
}

} // namespace

void push(Processor& processor, Thread& caller, Thread& callee, Reply& reply, bool donate) {
    reply.thread = &caller;
    caller.reply = &reply;
    thread::set_state(processor, caller, ThreadState::blocked_on_reply);
    SchedulingContext* context = caller.scheduling_context;
    if (context == nullptr || callee.scheduling_context != nullptr || !donate) {
        return;
    }
    reply.below = context->reply;
    if (reply.below != nullptr) {
        reply.below->set_above(&reply);
    }
    reply.set_context(context);
    context->reply = &reply;
    scheduling_context::donate(processor, *context, callee);
}

void remove(Processor& processor, Thread& caller, Reply& reply) {
    if (reply.is_top()) {
        pop(processor, caller, reply);
    } else {
        take_out(reply);
    }
    unlink(processor, reply, caller);
}

void remove_caller(Processor& processor, Thread& caller) {
    Reply& reply = *caller.reply;
    take_out(reply);
    unlink(processor, reply, caller);
}

void unlink(Processor& processor, Reply& reply, Thread& thread) {
    thread.reply = nullptr;
    reply.thread = nullptr;
    thread::set_state(processor, thread, ThreadState::inactive);
}

void answer(Processor& processor, Thread& sender, Reply& reply, bool can_grant,
            const transfer::ExtraCapabilities& extra) {
    Thread* receiver = reply.thread;
    if (receiver == nullptr || receiver->state != ThreadState::blocked_on_reply) {
        return;
    }
    remove(processor, *receiver, reply);
    scheduler::refresh_context(processor, *receiver);
    const FaultKind fault = receiver->fault.kind;
    if (fault == FaultKind::none) {
        transfer::deliver(processor, sender, nullptr, 0, can_grant, &extra, *receiver);
        thread::set_state(processor, *receiver, ThreadState::running);
    } else {
        const bool runs_on = fault_message::apply_reply(sender, *receiver);
        receiver->fault = {};
        thread::set_state(processor, *receiver, runs_on ? ThreadState::restart : ThreadState::inactive);
    }
    let_run(processor, *receiver, fault == FaultKind::timeout);
}

void destroy(Processor& processor, Reply& reply) {
    Thread* thread = reply.thread;
    if (thread == nullptr) {
        return;
    }
    if (thread->state == ThreadState::blocked_on_reply) {
        remove(processor, *thread, reply);
    } else {
        thread::cancel_ipc(processor, *thread);
    }
}

} // namespace nacre::kernel::reply
