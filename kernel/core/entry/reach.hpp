// SPDX-License-Identifier: MIT
// What a way through the kernel is going to touch: only what is this core's, or more (docs/many_cores.md).
#pragma once

#include <api/system_call.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel {

/// Looks ahead without changing anything, and so may be asked before anything is half done. Whoever finds
/// that it reaches beyond this core looks again with the lock of shared objects, if one of those is in the
/// way. If that is not enough it takes the exclusive section and looks a last time, claiming: endpoints,
/// notifications and reply objects on the way that are nobody's are this core's from then on, and another
/// core's are shared.
///
/// Why the first look needs no lock: everything it reads is written either by this core or within exclusive
/// sections, or is behind the tag of an object that is another core's or shared.
class Reach {
public:
    enum class Purpose : unsigned char { look, look_with_lock, claim };

    Reach(Processor& processor, Purpose purpose) : processor_{processor}, purpose_{purpose} {}

    /// Makes sure that the core may go the way that `look` looks along, given a Reach: with the lock of
    /// shared objects or the exclusive section if it must. False: the current thread is not to go on now.
    template<typename Look>
    static bool secure(Processor& processor, exclusive::Patience patience, Look look) {
        if (processor.kernel->processor_count == 1) [[likely]] {
            return true;
        }
        Reach local{processor, Purpose::look};
        if (look(local) || (local.met_shared_ && secure_shared(processor, look))) {
            return true;
        }
        const bool gives_way = patience == exclusive::Patience::until_interrupt;
        if ((gives_way && stopped_by_interrupt(processor)) || !exclusive::enter(processor, patience)) {
            return false;
        }
        Reach all{processor, Purpose::claim};
        look(all);
        return !(gives_way && carries_capabilities(*processor.current) && stopped_by_interrupt(processor));
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
    template<typename Look>
    static bool secure_shared(Processor& processor, Look look) {
        if (exclusive::has(processor)) {
            return false;
        }
        shared_lock::take(processor);
        Reach shared{processor, Purpose::look_with_lock};
        const bool enough = look(shared);
        if (!enough) {
            shared_lock::drop(processor);
        }
        return enough;
    }

    /// The looks may have led through many CNodes, and the way itself will look at them again. Nothing has
    /// happened yet: the thread can make its call anew. Within the section only a message with capabilities
    /// stops: the other calls go on, however long the stop of the others has taken.
    static bool stopped_by_interrupt(Processor& processor);
    /// Capabilities may travel with the thread's message: that writes slots.
    static bool carries_capabilities(const Thread& sender);

    bool is_mine(Home home) const { return home == processor_.home; }
    /// May this core use the object? Claims it first, if that is the purpose.
    template<typename Object>
    bool may_use(Object& object);
    /// Are all of these shared that are there at all? Shares them, if claiming is the purpose.
    template<typename... Objects>
    bool are_shared(Objects*... objects);
    bool is_mine(const SchedulingContext* context) const {
        return context == nullptr || context->processor == processor_.index;
    }
    /// It is home here, or nowhere and waits on something that is this core's.
    bool runs_here(const Thread& thread) const { return is_mine(thread.scheduling_context); }

    bool send(Word destination, bool blocking);
    bool send_to(Endpoint& endpoint);
    bool take_receiver(Endpoint& endpoint, Thread& receiver);
    bool take_sender(Endpoint& endpoint, const Thread& sender);
    bool signal(Notification& notification);
    bool signal_bound(Notification& notification, Thread& bound);
    bool lends_nothing_from_elsewhere(const Notification& notification) const;
    bool answer(Reply& reply);
    bool gives_back(const Reply& reply) const;
    bool handler(const Thread& thread, ThreadSlot which);
    /// What happens to a reply object that is received with.
    enum class WithReply : unsigned char { no, yes, after_answering };
    bool receive(WithReply with_reply);
    bool receive_from(Endpoint& endpoint, WithReply with_reply);
    bool wait_for(Notification& notification);
    bool receive_with(Reply& reply, const Endpoint& endpoint, bool answers_first);
    bool hear_of(Notification& bound, Endpoint& endpoint);

    Processor& processor_;
    Purpose purpose_;
    bool is_second_half_ = false; ///< of a call that sends and then receives
    bool met_shared_ = false;     ///< a shared object was in the way of a look without the lock
};

} // namespace nacre::kernel
