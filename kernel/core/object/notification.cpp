// SPDX-License-Identifier: MIT
// Notifications: a word of signal bits, and who waits for it.
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::notification {

namespace {

void enqueue(Notification& notification, Thread& thread) {
    notification.first = wait_queue::insert(notification.first, thread);
    notification.state = NotificationState::waiting;
    thread.waiting_on = &notification;
}

void dequeue(Notification& notification, Thread& thread) {
    notification.first = wait_queue::remove(notification.first, thread);
    thread.waiting_on = nullptr;
    if (notification.first == nullptr) {
        notification.state = NotificationState::idle;
    }
}

void deliver(Processor& processor, Notification& notification, Thread& thread, Word badge) {
    thread::set_state(processor, thread, ThreadState::running);
    thread.registers.set_badge(badge);
    lend_context(processor, notification, thread);
    scheduler::wake_with_context(processor, thread);
}

} // namespace

void signal(Processor& processor, Notification& notification, Word badge) {
    switch (notification.state) {
    case NotificationState::idle: {
        Thread* bound = notification.bound_thread;
        if (bound != nullptr && bound->state == ThreadState::blocked_on_receive) {
            thread::cancel_ipc(processor, *bound);
            deliver(processor, notification, *bound, badge);
            return;
        }
        notification.pending = badge;
        notification.state = NotificationState::active;
        return;
    }
    case NotificationState::waiting: {
        Thread& thread = *notification.first;
        dequeue(notification, thread);
        deliver(processor, notification, thread, badge);
        return;
    }
    case NotificationState::active: notification.pending |= badge; return;
    }
}

void wait(Processor& processor, Thread& thread, Notification& notification, bool blocking) {
    if (notification.state == NotificationState::active) {
        complete(processor, notification, thread);
    } else if (blocking) {
        thread::set_state(processor, thread, ThreadState::blocked_on_notification);
        return_context(processor, notification, thread);
        enqueue(notification, thread);
    } else {
        thread.registers.set_badge(0);
    }
}

void complete(Processor& processor, Notification& notification, Thread& thread) {
    thread.registers.set_badge(notification.pending);
    notification.pending = 0;
    notification.state = NotificationState::idle;
    lend_context(processor, notification, thread);
    scheduler::refresh_context(processor, thread);
}

void remove_waiter(Notification& notification, Thread& thread) { dequeue(notification, thread); }

void change_priority(Notification& notification, Thread& thread, Priority priority) {
    dequeue(notification, thread);
    thread.priority = priority;
    enqueue(notification, thread);
}

bool send_one_away(Processor& processor, Notification& notification) {
    if (notification.state != NotificationState::waiting) {
        return false;
    }
    Thread& thread = *notification.first;
    dequeue(notification, thread);
    thread::set_state(processor, thread, ThreadState::restart);
    scheduler::wake_with_context(processor, thread);
    scheduler::reschedule(processor);
    return true;
}

void bind(Thread& thread, Notification& notification) {
    notification.bound_thread = &thread;
    thread.bound_notification = &notification;
    // Nobody waits for it: it may be whose it should be. Who receives already does so at an endpoint of the
    // same core's.
    const bool receives = thread.state == ThreadState::blocked_on_receive;
    notification.home = receives ? static_cast<const Endpoint*>(thread.waiting_on)->home() : Home::nobody;
}

void unbind(Thread& thread) {
    if (thread.bound_notification != nullptr) {
        thread.bound_notification->bound_thread = nullptr;
        thread.bound_notification = nullptr;
    }
}

void lend_context(Processor& processor, Notification& notification, Thread& thread) {
    SchedulingContext* context = notification.scheduling_context;
    if (thread.scheduling_context != nullptr || context == nullptr || context->thread != nullptr) {
        return;
    }
    scheduling_context::donate(processor, *context, thread);
    if (!scheduler::is_current(processor, *context) && context->has_budget()) {
        refill::wake(processor.kernel->limits, *context, processor.now);
        scheduler::home_of(processor, *context).deadline_stale = true;
    }
    scheduling_context::resume(processor, *context);
}

void return_context(Processor& processor, Notification& notification, Thread& thread) {
    SchedulingContext* context = notification.scheduling_context;
    if (context == nullptr || context != thread.scheduling_context) {
        return;
    }
    scheduler::dequeue(processor, thread);
    scheduler::remove_from_release(processor, thread);
    thread.scheduling_context = nullptr;
    context->thread = nullptr;
    scheduler::reschedule(processor);
}

void destroy(Notification& notification) {
    NACRE_ASSERT(notification.state != NotificationState::waiting);
    if (notification.bound_thread != nullptr) {
        unbind(*notification.bound_thread);
    }
    if (notification.scheduling_context != nullptr) {
        scheduling_context::unbind_notification(*notification.scheduling_context);
    }
}

} // namespace nacre::kernel::notification
