// SPDX-License-Identifier: MIT
// From the current thread to one that just became the most urgent and has time of its own.
#include <core/entry/fast_path_pieces.hpp>
#include <core/entry/fast_switch.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::fast_path {

namespace {

/// The current thread's turn goes on, and nobody's begins.
bool time_stands_still(const Processor& processor, const Moment& moment) {
    const refill::Limits& limits = processor.kernel->limits;
    const Thread* released = processor.release.first();
    return refill::is_sufficient(limits, *processor.current_context, moment.consumed) &&
           (released == nullptr || !refill::is_ready(limits, *released->scheduling_context, moment.now));
}

/// Has it a context of this core that may be used now, as it is?
bool has_time(const Processor& processor, const Moment& moment, const Thread& thread) {
    SchedulingContext* context = thread.scheduling_context;
    if (context == nullptr || context->processor != processor.index || context->sporadic ||
        !context->has_budget() || thread.is_release_queued) {
        return false;
    }
    const refill::Limits& limits = processor.kernel->limits;
    return refill::is_ready(limits, *context, moment.now) && refill::is_sufficient(limits, *context, 0);
}

} // namespace

Moment look_at_clock(const Processor& processor) {
    const Ticks now = arch::Machine::now();
    return {.now = now, .consumed = processor.consumed + (now - processor.now)};
}

bool may_switch(Processor& processor, const Moment& moment, Thread& next, Current current) {
    return time_stands_still(processor, moment) && has_time(processor, moment, next) &&
           next.yielding_to == nullptr && !next.is_ready_queued && is_most_urgent(processor, next) &&
           (current == Current::waits || next.priority > processor.current->priority) &&
           has_space<Shape::any>(processor, next);
}

void switch_over(Processor& processor, const Moment& moment, Thread& next, Current current) {
    processor.now = moment.now;
    processor.consumed = moment.consumed;
    if (current == Current::stays_ready) {
        processor.ready.prepend(*processor.current);
    }
    run(processor, next);
    scheduler::change_context(processor);
}

} // namespace nacre::kernel::fast_path
