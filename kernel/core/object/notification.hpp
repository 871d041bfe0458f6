// SPDX-License-Identifier: MIT
// Notifications: a word of signal bits, and who waits for it.
#pragma once

#include <core/cores/home.hpp>
#include <core/object/thread.hpp>

namespace nacre::kernel {

enum class NotificationState : unsigned char { idle, waiting, active };

struct Notification {
    Thread* first;                         ///< waiting: the queue
    Word pending;                          ///< active: the badges signalled, or-ed together
    Thread* bound_thread;                  ///< who also hears of it while receiving on an endpoint
    SchedulingContext* scheduling_context; ///< lent to a passive waiter until it waits again
    NotificationState state;
    Home home;
};

static_assert(sizeof(Notification) <= power_of_two(api::notification_bits));

namespace notification {

void signal(Processor& processor, Notification& notification, Word badge);

/// Takes the pending badges, or makes the thread wait.
void wait(Processor& processor, Thread& thread, Notification& notification, bool blocking);

/// For a receiver on an endpoint whose bound notification is active: the signal arrives as a message.
void complete(Processor& processor, Notification& notification, Thread& thread);

void remove_waiter(Notification& notification, Thread& thread);
/// Gives a waiting thread another priority and the place in the queue that goes with it.
void change_priority(Notification& notification, Thread& thread, Priority priority);
/// Restarts the first waiter, as the notification is going away; false if nobody waits.
bool send_one_away(Processor& processor, Notification& notification);

void bind(Thread& thread, Notification& notification);
void unbind(Thread& thread);

/// Gives the notification's scheduling context to a thread that was woken without one.
void lend_context(Processor& processor, Notification& notification, Thread& thread);
/// Takes the notification's scheduling context back from the thread, if it has it.
void return_context(Processor& processor, Notification& notification, Thread& thread);

/// Undoes its bindings. Nobody may wait any more.
void destroy(Notification& notification);

} // namespace notification
} // namespace nacre::kernel
