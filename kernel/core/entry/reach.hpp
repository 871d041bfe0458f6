// SPDX-License-Identifier: MIT
// What a way through the kernel is going to touch: only what is this core's, or more (docs/many_cores.md).
#pragma once

#include <api/system_call.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel {

/// Looks ahead without changing anything, and so may be asked before anything is half done. Whoever finds
/// that it reaches beyond this core takes the exclusive section and looks again, claiming: endpoints,
/// notifications and reply objects on the way that are nobody's are this core's from then on.
///
/// Why these looks need no lock: everything they read is written either by this core or within exclusive
/// sections, or is a thread that another core's objects hold, and then the tag of such an object is in the
/// way.
class Reach {
public:
    enum class Purpose : unsigned char { look, claim };

    Reach(Processor& processor, Purpose purpose) : processor_{processor}, purpose_{purpose} {}

    /// Makes sure that the core may go the way that `look` looks along, given a Reach: with the exclusive
    /// section if it must. False: the current thread is not to go on now.
    template<typename Look>
    static bool secure(Processor& processor, exclusive::Patience patience, Look look) {
        if (processor.kernel->processor_count == 1 || look(Reach{processor, Purpose::look})) [[likely]] {
            return true;
        }
        if (!exclusive::enter(processor, patience)) {
            return false;
        }
        look(Reach{processor, Purpose::claim});
        return patience == exclusive::Patience::until_allowed || !stopped_by_interrupt(processor);
    }

    /// The current thread executes this call.
    bool system_call(api::SystemCall call);
    /// The current thread faults.
    bool fault();
    /// The current thread may have used its time up.
    bool budget();
    /// A device's interrupt becomes a signal.
    bool interrupt(InterruptNumber number);

private:
    /// The looks may have led through many CNodes, and the way itself will look at them again. Nothing has
    /// happened yet: the thread can make its call anew.
    static bool stopped_by_interrupt(Processor& processor);

    bool is_mine(Home home) const { return home == processor_.home; }
    template<typename Object>
    bool claim(Object& object);
    bool is_mine(const SchedulingContext* context) const {
        return context == nullptr || context->processor == processor_.index;
    }
    /// It is home here, or nowhere and waits on something that is this core's.
    bool runs_here(const Thread& thread) const { return is_mine(thread.scheduling_context); }

    bool send(Word destination, bool blocking);
    bool send_to(Endpoint& endpoint);
    bool signal(Notification& notification);
    bool answer(Reply& reply);
    bool handler(const Thread& thread, ThreadSlot which);
    /// What happens to a reply object that is received with.
    enum class WithReply : unsigned char { no, yes, after_answering };
    bool receive(WithReply with_reply);
    bool receive_from(Endpoint& endpoint, WithReply with_reply);
    bool wait_for(Notification& notification);
    bool use(Reply& reply, const Endpoint& endpoint, bool answers_first);

    Processor& processor_;
    Purpose purpose_;
    bool is_second_half_ = false; ///< of a call that sends and then receives
};

} // namespace nacre::kernel
