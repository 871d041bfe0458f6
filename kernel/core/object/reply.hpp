// SPDX-License-Identifier: MIT
// Reply objects: who is owed an answer, and through which calls a scheduling context was lent on.
#pragma once

#include <core/cores/home.hpp>
#include <core/object/thread.hpp>

namespace nacre::kernel {

/// While a scheduling context is lent from caller to callee, the reply objects of those calls form a stack:
/// each points down to the one before it, and the top one's `next` is the scheduling context itself.
struct Reply {
    Thread* thread; ///< who waits for the reply; or who waits to receive with this object
    Reply* below;   ///< the call before this one, through which the context came
    Word next_;     ///< the call above, or (bit 0 set) the scheduling context whose stack this one tops
    Home home;      ///< that of the endpoint at which a thread waits with it

    bool is_top() const { return (next_ & 1) != 0; }
    bool is_top_of(const SchedulingContext& context) const {
        return next_ == (reinterpret_cast<Word>(&context) | 1);
    }
    bool in_stack() const { return next_ != 0; }
    SchedulingContext* context() const {
        return is_top() ? reinterpret_cast<SchedulingContext*>(next_ & ~Word{1}) : nullptr; // NOLINT
    }
    /// Of one that is no top.
    Reply* above() const { return reinterpret_cast<Reply*>(next_); } // NOLINT(performance-no-int-to-ptr)
    void set_context(SchedulingContext* context) { next_ = reinterpret_cast<Word>(context) | 1; }
    void set_above(Reply* reply) { next_ = reinterpret_cast<Word>(reply); }
};

static_assert(sizeof(Reply) <= power_of_two(api::reply_bits));

namespace transfer {
struct ExtraCapabilities;
}

namespace reply {

/// `caller` waits for an answer through `reply`; with `donate`, its scheduling context goes to `callee`.
void push(Processor& processor, Thread& caller, Thread& callee, Reply& reply, bool donate);

/// The wait is over, answered or not: the caller gets its scheduling context back if this was the last call
/// that it was lent through, and is inactive; the object is free.
void remove(Processor& processor, Thread& caller, Reply& reply);

/// The caller stops waiting (suspended, deleted): frees the object, a lent context stays where it is.
void remove_caller(Processor& processor, Thread& caller);

/// Frees an object; its thread, which waits for nothing any more, is inactive.
void unlink(Processor& processor, Reply& reply, Thread& thread);

/// Answers the thread that waits for it with the sender's message (or resumes it, if it waits after a fault).
void answer(Processor& processor, Thread& sender, Reply& reply, bool can_grant,
            const transfer::ExtraCapabilities& extra);

/// Makes the object answerable for nothing: what deleting its capability does.
void destroy(Processor& processor, Reply& reply);

} // namespace reply
} // namespace nacre::kernel
