// SPDX-License-Identifier: MIT
// The sporadic-server arithmetic on a scheduling context's refills: what may be used when, and when it comes
// back.
#include <core/schedule/refill.hpp>

#include <algorithm>

namespace nacre::kernel::refill {

namespace {

/// Refill times past this would overflow when periods are added: such a context has used up its time for
/// good.
constexpr Ticks latest_release = ~Ticks{0} / 2;

/// However many refills an object has room for, this many are kept apart; what comes back after that is
/// joined to the last. All of them may come due, or be used up, in one pass through the kernel with
/// interrupts off.
std::uint32_t kept_apart(std::uint32_t capacity) { return std::min(capacity, most_kept_apart); }

Refill& at(SchedulingContext& context, std::uint32_t position) {
    NACRE_ASSERT(position < context.count);
    std::uint32_t index = context.head + position;
    if (index >= context.capacity) {
        index -= context.capacity;
    }
    return context.refills()[index];
}

Refill pop_first(SchedulingContext& context) {
    NACRE_ASSERT(context.count > 1);
    const Refill popped = first(context);
    context.head = context.head + 1 == context.capacity ? 0 : context.head + 1;
    context.count--;
    return popped;
}

void append(SchedulingContext& context, Refill refill) {
    NACRE_ASSERT(context.count < context.capacity);
    context.count++;
    last(context) = refill;
}

/// Round robin keeps what was used in a second refill, so that the sum stays the budget.
void append_empty_if_round_robin(SchedulingContext& context, Ticks now) {
    if (context.is_round_robin()) {
        append(context, {.time = now, .amount = 0});
    }
}

/// Queues a used part for its return, joined to the last refill where they touch or no place is left.
void give_back(SchedulingContext& context, Refill used) {
    Refill& end = last(context);
    if (used.time <= end.time + end.amount) {
        end.amount += used.amount;
    } else if (context.count == context.capacity) {
        // Never early: the joined refill becomes usable when the later of the two ends as it would have.
        end.time = used.time - end.amount;
        end.amount += used.amount;
    } else {
        append(context, used);
    }
}

/// A first refill too small to run with is joined to the one after it, which then starts earlier by as much.
void join_too_small(const Limits& limits, SchedulingContext& context) {
    while (first(context).amount < limits.minimum_budget && context.count > 1) {
        const Refill small = pop_first(context);
        first(context).time -= small.amount;
        first(context).amount += small.amount;
    }
}

} // namespace

void start(SchedulingContext& context, std::uint32_t capacity, Ticks budget, Ticks period, Ticks now) {
    context.period = period;
    context.capacity = kept_apart(capacity);
    context.head = 0;
    context.count = 1;
    first(context) = {.time = now, .amount = budget};
    append_empty_if_round_robin(context, now);
}

void change(const Limits& limits, SchedulingContext& context, std::uint32_t capacity, Ticks budget,
            Ticks period, Ticks now) {
    const Refill present = first(context);
    context.period = period;
    context.capacity = kept_apart(capacity);
    context.head = 0;
    context.count = 1;
    first(context) = present;
    if (is_ready(limits, context, now)) {
        first(context).time = now;
    }
    if (present.amount >= budget) {
        first(context).amount = budget;
        append_empty_if_round_robin(context, first(context).time);
    } else {
        append(context, {.time = first(context).time + period, .amount = budget - present.amount});
    }
}

void charge(const Limits& limits, SchedulingContext& context, Ticks used) {
    NACRE_ASSERT(!context.is_round_robin());
    while (first(context).amount <= used && first(context).time < latest_release) {
        used -= first(context).amount;
        if (context.count == 1) {
            first(context).time += context.period;
        } else {
            Refill spent = pop_first(context);
            spent.time += context.period;
            give_back(context, spent);
        }
    }
    if (used > 0 && first(context).time < latest_release) {
        const Refill part{.time = first(context).time + context.period, .amount = used};
        first(context).amount -= used;
        first(context).time += used;
        give_back(context, part);
    }
    join_too_small(limits, context);
}

void restore_round_robin(SchedulingContext& context) {
    first(context).amount += last(context).amount;
    last(context).amount = 0;
}

bool wake(const Limits& limits, SchedulingContext& context, Ticks now) {
    if (context.is_round_robin() || !is_ready(limits, context, now)) {
        return false;
    }
    first(context).time = now;
    while (context.count > 1) {
        const Refill head = first(context);
        if (at(context, 1).time > now + head.amount) {
            break;
        }
        pop_first(context);
        first(context).time = now;
        first(context).amount += head.amount;
    }
    return true;
}

} // namespace nacre::kernel::refill
