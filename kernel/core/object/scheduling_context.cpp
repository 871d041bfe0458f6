// SPDX-License-Identifier: MIT
// Scheduling contexts: the right to processor time, as a queue of refills.
#include <core/message/transfer.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::scheduling_context {

namespace {

/// Separates thread and context; the thread stops running for want of time.
void part(Processor& processor, SchedulingContext& context, Thread& thread) {
    scheduler::dequeue(processor, thread);
    scheduler::remove_from_release(processor, thread);
    thread.scheduling_context = nullptr;
    context.thread = nullptr;
    if (&thread == processor.current) {
        scheduler::reschedule(processor);
    }
}

/// The thread is about to run on the context's core: no other one may keep its FPU state. It can be in
/// another's only if the thread waited on an object that is not this core's, and then the section is held.
void leave_other_cores(Processor& processor, const SchedulingContext& context, Thread& thread) {
    if (processor.parking.holds && scheduler::home_of(processor, context).fpu_owner != &thread) {
        fpu::release(processor, thread);
    }
}

} // namespace

void bind_thread(Processor& processor, SchedulingContext& context, Thread& thread) {
    leave_other_cores(processor, context, thread);
    if (thread.yielding_to != nullptr && thread.yielding_to->processor != context.processor) {
        complete_yield_of(thread);
    }
    thread.scheduling_context = &context;
    context.thread = &thread;
    if (context.sporadic && context.has_budget() && !scheduler::is_current(processor, context)) {
        refill::wake(processor.kernel->limits, context, processor.now);
    }
    resume(processor, context);
    if (thread.is_schedulable()) {
        scheduler::enqueue(processor, thread);
        scheduler::reschedule_on(processor, scheduler::home_of(processor, context));
    }
}

void unbind_thread(Processor& processor, SchedulingContext& context) {
    if (context.thread != nullptr) {
        part(processor, context, *context.thread);
    }
}

void bind_notification(SchedulingContext& context, Notification& notification) {
    context.notification = &notification;
    notification.scheduling_context = &context;
}

void unbind_notification(SchedulingContext& context) {
    if (context.notification != nullptr) {
        context.notification->scheduling_context = nullptr;
        context.notification = nullptr;
    }
}

void donate(Processor& processor, SchedulingContext& context, Thread& to) {
    if (context.thread != nullptr) {
        part(processor, context, *context.thread);
    }
    leave_other_cores(processor, context, to);
    context.thread = &to;
    to.scheduling_context = &context;
}

void resume(Processor& processor, SchedulingContext& context) {
    if (context.thread->is_schedulable() && !scheduler::has_time(processor, context)) {
        scheduler::postpone(processor, context);
    }
}

std::uint64_t take_consumed(SchedulingContext& context) {
    const Ticks ticks = context.consumed;
    context.consumed = 0;
    return clock::to_microseconds(ticks);
}

unsigned report_consumed(SchedulingContext& context, Thread& thread) {
    const std::uint64_t microseconds = take_consumed(context);
    api::IpcBuffer* buffer = thread.ipc_buffer(true);
    unsigned length = 0;
    for (unsigned bits = 0; bits < 64; bits += word_bits) {
        transfer::write_word(thread, buffer, length++, static_cast<Word>(microseconds >> bits));
    }
    return length;
}

void complete_yield(SchedulingContext& context) {
    Thread* waiting = context.yielding_from;
    if (waiting == nullptr) {
        return;
    }
    const unsigned length = report_consumed(context, *waiting);
    waiting->registers.set_badge(0);
    waiting->registers.set_message_info(api::MessageInfo::make(0, 0, 0, length).bits);
    cancel_yield(*waiting);
}

void complete_yield_of(Thread& thread) {
    if (thread.yielding_to != nullptr) {
        complete_yield(*thread.yielding_to);
    }
}

void cancel_yield(Thread& thread) {
    if (thread.yielding_to != nullptr) {
        thread.yielding_to->yielding_from = nullptr;
        thread.yielding_to = nullptr;
    }
}

void destroy(Processor& processor, SchedulingContext& context) {
    unbind_thread(processor, context);
    unbind_notification(context);
    unbind_reply(context);
    complete_yield(context);
    Processor& home = scheduler::home_of(processor, context);
    if (home.current_context == &context) {
        // Nobody is to look at its refills any more: what has passed of its time is charged now.
        scheduler::commit_time(home);
        home.current_context = &home.idle.context;
    }
    context.capacity = 0;
    context.count = 0;
}

} // namespace nacre::kernel::scheduling_context
