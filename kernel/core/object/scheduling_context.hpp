// SPDX-License-Identifier: MIT
// Scheduling contexts: the right to processor time, as a queue of refills.
#pragma once

#include <core/object/thread.hpp>

namespace nacre::kernel {

/// An amount of time that may be used from a point in time on.
struct Refill {
    Ticks time;
    Ticks amount;
};

/// Followed in memory by the ring of refills. Period 0: round robin, a full budget again whenever it is used
/// up.
struct SchedulingContext {
    Ticks period;
    Ticks consumed; ///< since last asked
    std::uint32_t head;
    std::uint32_t count;
    std::uint32_t capacity;
    std::uint8_t processor;
    bool sporadic;
    Word badge;
    Thread* thread;
    Notification* notification;
    Reply* reply;          ///< top of the stack of calls through which it was lent
    Thread* yielding_from; ///< a thread in YieldTo on this one

    Refill* refills() { return reinterpret_cast<Refill*>(this + 1); }
    const Refill* refills() const { return reinterpret_cast<const Refill*>(this + 1); }

    /// Configured with a budget: without one it cannot run anything.
    bool has_budget() const { return capacity > 0; }
    bool is_round_robin() const { return period == 0; }
};

static_assert(sizeof(SchedulingContext) + 2 * sizeof(Refill) <= api::core_scheduling_context_bytes);
static_assert(sizeof(SchedulingContext) % alignof(Refill) == 0);

inline bool Thread::is_schedulable() const {
    return is_runnable() && scheduling_context != nullptr && scheduling_context->has_budget() &&
           !is_release_queued;
}

/// What every scheduling context has room for.
inline constexpr Word minimum_refills = 2;

namespace scheduling_context {

/// How many refills fit into an object of this size, the two of the core included.
constexpr Word maximum_refills(unsigned size_bits) {
    return api::maximum_extra_refills(size_bits) + minimum_refills;
}

void bind_thread(Processor& processor, SchedulingContext& context, Thread& thread);
void unbind_thread(Processor& processor, SchedulingContext& context);
void bind_notification(SchedulingContext& context, Notification& notification);
void unbind_notification(SchedulingContext& context);

/// Gives the context to another thread, away from the one that has it.
void donate(Processor& processor, SchedulingContext& context, Thread& to);

/// Lets the bound thread run as soon as the context has time for it.
void resume(Processor& processor, SchedulingContext& context);

/// The thread that waits in YieldTo for this context to be used gets its answer.
void complete_yield(SchedulingContext& context);
void complete_yield_of(Thread& thread);
void cancel_yield(Thread& thread);

/// Microseconds consumed since last asked; starts counting anew.
std::uint64_t take_consumed(SchedulingContext& context);
/// Writes what was consumed since last asked into a thread's message registers, and starts counting anew.
/// Returns the number of words.
unsigned report_consumed(SchedulingContext& context, Thread& thread);

/// Has it a budget, and time to spend of it now?
bool is_released(const Processor& processor, SchedulingContext& context);

/// The calls through which it was lent no longer lead back to it.
void unbind_reply(SchedulingContext& context);

/// Takes part in the deletion: the last capability to it goes.
void destroy(Processor& processor, SchedulingContext& context);

} // namespace scheduling_context
} // namespace nacre::kernel
