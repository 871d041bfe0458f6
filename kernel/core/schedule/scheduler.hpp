// SPDX-License-Identifier: MIT
// Who runs next on a processor, and whose time it is that passes.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::scheduler {

/// The core that runs the threads of this context.
Processor& home_of(Processor& processor, const SchedulingContext& context);
/// Is the context's time the one that passes on its core?
bool is_current(Processor& processor, const SchedulingContext& context);

/// On the way in: notes the time and what the running context has used since the last entry.
void account(Processor& processor);

/// Is there budget left for the work that the thread asks for? If not, charges it and ends its turn (a thread
/// inside a system call will restart it).
bool has_budget(Processor& processor);
bool has_budget_or_restart(Processor& processor);

/// Charges what the current context used and ends its turn: to the back of the queue, to the release queue,
/// or, where `may_fault`, to its timeout handler.
void end_turn(Processor& processor, bool may_fault);

/// Yield: gives up the rest of the present refill.
void yield(Processor& processor);

/// Time runs for the current thread's context from here on; sets the timer if it has to.
void change_context(Processor& processor);

/// Charges what the current context used, without ending its turn.
void commit_time(Processor& processor);

/// A thread became runnable: it may preempt, or joins the ready queue.
void wake(Processor& processor, Thread& thread);
/// One that was taken off a shared object and is another core's goes there: true if that is so.
[[nodiscard]] bool hand_over(Processor& processor, Thread& thread);
/// The same as `wake`, after its scheduling context's refills have been brought up to date; or hands it over.
void wake_with_context(Processor& processor, Thread& thread);
/// Brings the refills of a sporadic context that is not running up to date: they count from now.
void refresh_context(Processor& processor, Thread& thread);

/// Does the context have a refill that is due and large enough to run?
bool has_time(const Processor& processor, SchedulingContext& context);

/// Puts a thread whose context has no time now into the release queue.
void postpone(Processor& processor, SchedulingContext& context);

/// Takes a thread out of ready and release queues.
void dequeue(Processor& processor, Thread& thread);
void remove_from_release(Processor& processor, Thread& thread);
void enqueue(Processor& processor, Thread& thread);
void append(Processor& processor, Thread& thread);

/// The way out looks at the ready queue, whatever happened before.
void reschedule(Processor& processor);
/// The same for another core, by the holder of the exclusive section.
void reschedule_on(Processor& processor, Processor& home);

/// The way out: picks the next thread, makes it current, sets the timer. The current thread may be the idle
/// one.
void schedule(Processor& processor);

/// Makes `thread` current: its address space, its FPU.
void switch_to(Processor& processor, Thread& thread);

} // namespace nacre::kernel::scheduler
