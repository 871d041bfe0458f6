// SPDX-License-Identifier: MIT
// The sporadic-server arithmetic on a scheduling context's refills: what may be used when, and when it comes
// back.
#pragma once

#include <core/object/scheduling_context.hpp>

namespace nacre::kernel::refill {

/// Time that the longest path through the kernel may take; and the smallest budget: once in, once out.
inline constexpr unsigned kernel_microseconds = 10;
inline constexpr unsigned minimum_budget_microseconds = 2 * kernel_microseconds;

/// The bound on joining and splitting refills in one pass through the kernel.
inline constexpr std::uint32_t most_kept_apart = 64;

/// Ticks of the machine's clock for these, computed once at boot.
struct Limits {
    Ticks kernel_time = 0;
    Ticks minimum_budget = 0;
};

inline Refill& first(SchedulingContext& context) { return context.refills()[context.head]; }
inline Refill& last(SchedulingContext& context) {
    const std::uint32_t index = context.head + context.count - 1;
    return context.refills()[index < context.capacity ? index : index - context.capacity];
}

/// What is left of the first refill after `used` ticks; 0 if it is overdrawn.
inline Ticks remaining(SchedulingContext& context, Ticks used) {
    const Ticks amount = first(context).amount;
    return amount < used ? 0 : amount - used;
}
inline bool is_sufficient(const Limits& limits, SchedulingContext& context, Ticks used) {
    return remaining(context, used) >= limits.minimum_budget;
}
/// Has the first refill's time come, give or take what the kernel itself needs?
inline bool is_ready(const Limits& limits, SchedulingContext& context, Ticks now) {
    return first(context).time <= now + limits.kernel_time;
}

/// A new budget for an unused context: all of it from `now` on.
void start(SchedulingContext& context, std::uint32_t capacity, Ticks budget, Ticks period, Ticks now);
/// Another budget for a context in use: what is left of the present refill counts, the rest comes a period
/// later.
void change(const Limits& limits, SchedulingContext& context, std::uint32_t capacity, Ticks budget,
            Ticks period, Ticks now);

/// Charges `used` ticks (not for round robin): each used part comes back one period after it became usable.
void charge(const Limits& limits, SchedulingContext& context, Ticks used);
/// Round robin: charges without ending the turn; what is used goes to the second refill.
inline void charge_round_robin(SchedulingContext& context, Ticks used) {
    // The last stretch of a turn may be longer than the turn.
    Refill& turn = first(context);
    const Ticks charged = used < turn.amount ? used : turn.amount;
    turn.amount -= charged;
    last(context).amount += charged;
}
/// Round robin: the turn ends, the budget is whole again.
void restore_round_robin(SchedulingContext& context);

/// After a time without running: the first refill starts now, and takes in those that are due by its end.
/// Returns whether the first refill changed.
bool wake(const Limits& limits, SchedulingContext& context, Ticks now);

} // namespace nacre::kernel::refill
