// SPDX-License-Identifier: MIT
// Who runs next on a processor, and whose time it is that passes.
#include <core/entry/fault_delivery.hpp>
#include <core/memory/address_space.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::scheduler {

namespace {

bool is_ready(const Processor& processor, SchedulingContext& context) {
    return refill::is_ready(processor.kernel->limits, context, processor.now);
}

void charge_whole(Processor& processor) {
    SchedulingContext& context = *processor.current_context;
    if (context.is_round_robin()) {
        refill::restore_round_robin(context);
    } else {
        refill::charge(processor.kernel->limits, context, processor.consumed);
    }
    context.consumed += processor.consumed;
    processor.consumed = 0;
}

/// How many threads one pass through the kernel wakes at most; the timer brings it back for the others at
/// once.
constexpr unsigned releases_at_once = 2;

/// Wakes those whose refill has come due.
void release_due(Processor& processor) {
    for (unsigned released = 0; released < releases_at_once; released++) {
        Thread* thread = processor.release.first();
        if (thread == nullptr || !is_ready(processor, *thread->scheduling_context)) {
            return;
        }
        processor.release.remove(*thread);
        NACRE_ASSERT(refill::is_sufficient(processor.kernel->limits, *thread->scheduling_context, 0));
        wake(processor, *thread);
        processor.deadline_stale = true;
    }
}

void choose_highest(Processor& processor) {
    Thread* thread = processor.ready.front();
    if (thread == nullptr) {
        switch_to(processor, processor.idle_thread);
        return;
    }
    processor.ready.remove(*thread);
    switch_to(processor, *thread);
}

void switch_to_candidate(Processor& processor, Thread& previous, bool previous_runs_on) {
    Thread& candidate = *processor.candidate;
    NACRE_ASSERT(candidate.is_schedulable());
    const bool outranked = !processor.ready.empty() && processor.ready.highest() > candidate.priority;
    if (outranked) {
        processor.ready.prepend(candidate);
        choose_highest(processor);
    } else if (previous_runs_on && candidate.priority == previous.priority) {
        processor.ready.append(candidate);
        choose_highest(processor);
    } else {
        switch_to(processor, candidate);
    }
}

/// The budget counts from here, though the way here is charged as well: where that takes as long as the least
/// budget, a thread would be interrupted in each period before its first instruction, for ever. And never
/// before a refill is due: a context that begins a little early in each period would get more than its share.
void set_deadline(Processor& processor) {
    Ticks deadline = ~Ticks{0} / 2;
    if (processor.current_context != &processor.idle.context) {
        deadline = arch::Machine::now() + refill::first(*processor.current_context).amount;
    }
    if (Thread* waiting = processor.release.first()) {
        const Ticks release = refill::first(*waiting->scheduling_context).time;
        deadline = release < deadline ? release : deadline;
    }
    arch::Machine::set_deadline(deadline);
}

/// Charges what the current context used. Whoever changes contexts on a fast path has seen that it has so
/// much.
void charge(Processor& processor) {
    SchedulingContext& context = *processor.current_context;
    if (processor.consumed > 0 && &context != &processor.idle.context) {
        if (context.is_round_robin()) {
            refill::charge_round_robin(context, processor.consumed);
        } else {
            refill::charge(processor.kernel->limits, context, processor.consumed);
        }
        context.consumed += processor.consumed;
    }
    processor.consumed = 0;
}

} // namespace

Processor& home_of(Processor& processor, const SchedulingContext& context) {
    return context.processor == processor.index ? processor : processor.kernel->processors[context.processor];
}

bool is_current(Processor& processor, const SchedulingContext& context) {
    return home_of(processor, context).current_context == &context;
}

bool has_time(const Processor& processor, SchedulingContext& context) {
    return is_ready(processor, context) && refill::is_sufficient(processor.kernel->limits, context, 0);
}

void account(Processor& processor) {
    const Ticks before = processor.now;
    processor.now = arch::Machine::now();
    processor.consumed += processor.now - before;
}

bool has_budget(Processor& processor) {
    // Of a thread: the kernel is entered from programs only, and sleeps inside.
    SchedulingContext& context = *processor.current_context;
    if (refill::is_sufficient(processor.kernel->limits, context, processor.consumed)) [[likely]] {
        return true;
    }
    end_turn(processor, true);
    return false;
}

bool has_budget_or_restart(Processor& processor) {
    const bool enough = has_budget(processor);
    if (!enough && processor.current->is_runnable()) {
        processor.current->state = ThreadState::restart;
    }
    return enough;
}

void end_turn(Processor& processor, bool may_fault) {
    charge_whole(processor);
    Thread& thread = *processor.current;
    if (!thread.is_schedulable()) {
        return;
    }
    SchedulingContext& context = *processor.current_context;
    if (may_fault && !context.is_round_robin() && fault_delivery::has_timeout_handler(thread)) {
        fault_delivery::deliver_timeout(processor, thread, Fault::timeout(context.badge));
    } else if (has_time(processor, context)) {
        append(processor, thread);
    } else {
        postpone(processor, context);
    }
    reschedule(processor);
    processor.deadline_stale = true;
}

void yield(Processor& processor) {
    // The rest of the refill counts as used, but not as consumed.
    SchedulingContext& context = *processor.current_context;
    const Ticks used = context.consumed + processor.consumed;
    processor.consumed = context.is_round_robin() ? processor.consumed : refill::first(context).amount;
    end_turn(processor, false);
    context.consumed = used;
}

void commit_time(Processor& processor) {
    SchedulingContext& context = *processor.current_context;
    const bool used = processor.consumed > 0 && &context != &processor.idle.context;
    charge(processor);
    // Of a core that was parked, nobody has looked whether the turn is over.
    if (used && context.is_round_robin() && !refill::is_sufficient(processor.kernel->limits, context, 0)) {
        refill::restore_round_robin(context);
    }
}

void wake(Processor& processor, Thread& thread) {
    if (!thread.is_schedulable()) {
        return;
    }
    Processor& home = home_of(processor, *thread.scheduling_context);
    if (&home != &processor) {
        reschedule_on(processor, home);
        enqueue(processor, thread);
    } else if (processor.next_step != NextStep::same_thread) {
        reschedule(processor);
        enqueue(processor, thread);
    } else if (&thread != processor.current) {
        processor.next_step = NextStep::candidate;
        processor.candidate = &thread;
    }
}

bool hand_over(Processor& processor, Thread& thread) {
    const SchedulingContext* context = thread.scheduling_context;
    if (context == nullptr || context->processor == processor.index || exclusive::has(processor)) {
        return false;
    }
    if (thread.is_schedulable()) {
        inbox::post(home_of(processor, *context), thread);
    }
    return true;
}

void wake_with_context(Processor& processor, Thread& thread) {
    if (hand_over(processor, thread)) {
        return;
    }
    refresh_context(processor, thread);
    // A context may have been given a new, later budget while its thread waited.
    if (thread.is_schedulable() && !has_time(processor, *thread.scheduling_context)) {
        postpone(processor, *thread.scheduling_context);
        return;
    }
    wake(processor, thread);
}

void refresh_context(Processor& processor, Thread& thread) {
    SchedulingContext* context = thread.scheduling_context;
    if (context == nullptr || !context->sporadic || !context->has_budget() ||
        is_current(processor, *context)) {
        return;
    }
    const bool changed = refill::wake(processor.kernel->limits, *context, processor.now);
    // The timer of another core waits for no context whose thread waits on a shared object.
    if (changed && (context->processor == processor.index || exclusive::has(processor))) {
        home_of(processor, *context).deadline_stale = true;
    }
}

void postpone(Processor& processor, SchedulingContext& context) {
    Thread& thread = *context.thread;
    Processor& home = home_of(processor, context);
    if (thread.is_ready_queued) {
        home.ready.remove(thread);
    }
    if (&home != &processor && home.current_context == &context) {
        // That core was stopped while it ran. What it needs to go on is not to be charged to a context in the
        // queue, whose place depends on its refills.
        commit_time(home);
        home.current_context = &home.idle.context;
    }
    home.release.insert(thread);
    home.deadline_stale = true;
    exclusive::note_change(processor, home);
}

void dequeue(Processor& processor, Thread& thread) {
    if (thread.is_ready_queued) {
        home_of(processor, *thread.scheduling_context).ready.remove(thread);
    }
    if (processor.next_step == NextStep::candidate && processor.candidate == &thread) {
        processor.next_step = NextStep::choose;
        processor.candidate = nullptr;
    }
}

void remove_from_release(Processor& processor, Thread& thread) {
    if (thread.is_release_queued) {
        Processor& home = home_of(processor, *thread.scheduling_context);
        home.release.remove(thread);
        home.deadline_stale = true;
        exclusive::note_change(processor, home);
    }
}

void enqueue(Processor& processor, Thread& thread) {
    if (!thread.is_ready_queued) {
        home_of(processor, *thread.scheduling_context).ready.prepend(thread);
    }
}

void append(Processor& processor, Thread& thread) {
    if (!thread.is_ready_queued) {
        home_of(processor, *thread.scheduling_context).ready.append(thread);
    }
}

void reschedule(Processor& processor) {
    if (processor.next_step == NextStep::candidate) {
        Thread& candidate = *processor.candidate;
        processor.candidate = nullptr;
        processor.next_step = NextStep::choose;
        if (candidate.is_schedulable()) {
            enqueue(processor, candidate);
        }
    }
    processor.next_step = NextStep::choose;
}

void reschedule_on(Processor& processor, Processor& home) {
    reschedule(home);
    exclusive::note_change(processor, home);
}

void change_context(Processor& processor) {
    SchedulingContext* context = processor.current->scheduling_context;
    if (processor.current_context != context) {
        processor.deadline_stale = true;
        if (!context->sporadic && !context->is_round_robin()) {
            refill::wake(processor.kernel->limits, *context, processor.now);
        }
    }
    if (processor.deadline_stale) {
        charge(processor);
    }
    processor.current_context = context;
    if (processor.deadline_stale) {
        set_deadline(processor);
        processor.deadline_stale = false;
    }
}

void schedule(Processor& processor) {
    release_due(processor);
    if (processor.next_step != NextStep::same_thread) {
        Thread& previous = *processor.current;
        const bool runs_on = previous.is_schedulable();
        if (runs_on) {
            enqueue(processor, previous);
        }
        if (processor.next_step == NextStep::candidate) {
            switch_to_candidate(processor, previous, runs_on);
        } else {
            choose_highest(processor);
        }
        processor.candidate = nullptr;
        processor.next_step = NextStep::same_thread;
    }
    if (processor.deadline_stale || processor.current_context != processor.current->scheduling_context) {
        commit_time(processor);
    }
    change_context(processor);
}

void switch_to(Processor& processor, Thread& thread) {
    NACRE_ASSERT(!thread.is_ready_queued);
    if (&thread != processor.current) {
        address_space::activate(processor, thread);
        fpu::prepare(processor, thread);
    }
    processor.current = &thread;
}

} // namespace nacre::kernel::scheduler
