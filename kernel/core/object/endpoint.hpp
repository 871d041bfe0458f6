// SPDX-License-Identifier: MIT
// Endpoints: where a sender and a receiver meet.
#pragma once

#include <core/cores/home.hpp>
#include <core/object/thread.hpp>

namespace nacre::kernel {

enum class EndpointState : unsigned char { idle, sending, receiving };

/// The queue's first thread, with the side that waits in its address's alignment bits. While senders with a
/// badge are being cancelled, a cursor says who is to be looked at next, so that a stopped cancellation goes
/// on where it was; that costs those nothing who wait alone.
struct Endpoint {
    EndpointState state() const { return static_cast<EndpointState>(first_and_state_ & state_mask); }
    Thread* first() const {
        return reinterpret_cast<Thread*>(first_and_state_ & ~low_bits); // NOLINT(performance-no-int-to-ptr)
    }
    bool empty() const { return first() == nullptr; }
    Home home() const { return static_cast<Home>((first_and_state_ & home_mask) >> home_shift); }
    void set_home(Home home) {
        first_and_state_ = (first_and_state_ & ~home_mask) | static_cast<Word>(home) << home_shift;
    }
    /// The state, if the endpoint is this core's; one comparison for both.
    bool is(EndpointState state, Home home) const {
        return (first_and_state_ & (state_mask | home_mask)) ==
               (static_cast<Word>(home) << home_shift | static_cast<Word>(state));
    }

    /// Adds a waiter behind all of its priority or higher.
    void enqueue(Thread& thread, EndpointState side) {
        if (empty()) {
            enqueue_alone(thread, side);
        } else {
            thread.waiting_on = this;
            replace_first(wait_queue::insert(first(), thread));
        }
    }
    /// The same if nobody waits yet.
    void enqueue_alone(Thread& thread, EndpointState side) {
        thread.waiting_on = this;
        thread.wait_link.begin_alone(thread);
        set_first(&thread, side);
    }
    /// Takes a waiter out; the last one leaves the endpoint idle.
    void dequeue(Thread& thread) {
        if (thread.wait_link.is_alone()) {
            dequeue_alone(thread);
        } else {
            thread.waiting_on = nullptr;
            if (cancel_cursor() == &thread) [[unlikely]] {
                set_cancel_cursor(thread.wait_link.next, thread.cancellation);
            }
            replace_first(wait_queue::remove(first(), thread));
        }
    }

    /// The same if nobody else waits.
    void dequeue_alone(Thread& thread) {
        thread.waiting_on = nullptr;
        thread.wait_link.end_alone();
        set_first(nullptr, EndpointState::idle);
    }

    /// The waiter at which a cancellation goes on; null if none is under way.
    Thread* cancel_cursor() const {
        return (first_and_state_ & cancelling_flag) != 0 ? cancel_cursor_ : nullptr;
    }
    /// Null: none is under way any more.
    void set_cancel_cursor(Thread* waiter, const Cancellation& cancellation) {
        cancel_cursor_ = waiter;
        first_and_state_ &= ~cancelling_flag;
        if (waiter != nullptr) {
            first_and_state_ |= cancelling_flag;
            waiter->cancellation = cancellation;
        }
    }

private:
    static constexpr Word state_mask = 3;
    static constexpr unsigned home_shift = 2;
    static constexpr Word home_mask = low_mask(home_bits) << home_shift;
    static constexpr Word cancelling_flag = power_of_two(home_shift + home_bits);
    static constexpr Word low_bits = state_mask | cancelling_flag | home_mask;
    static_assert(low_bits < power_of_two(api::thread_bits));
    void replace_first(Thread* thread) {
        first_and_state_ = reinterpret_cast<Word>(thread) | (first_and_state_ & low_bits);
    }
    void set_first(Thread* thread, EndpointState state) {
        first_and_state_ =
            reinterpret_cast<Word>(thread) | static_cast<Word>(state) | (first_and_state_ & home_mask);
    }

    Word first_and_state_;
    Thread* cancel_cursor_; ///< only with cancelling_flag, which the last waiter takes with it
};

static_assert(sizeof(Endpoint) <= power_of_two(api::endpoint_bits));

namespace transfer {
struct ExtraCapabilities;
}

namespace endpoint {

/// How a sender sends.
struct SendMode {
    bool blocking;
    bool is_call;
    Word badge;
    bool can_grant;
    bool can_grant_reply;
    bool can_donate;                                    ///< may lend its scheduling context
    const transfer::ExtraCapabilities* extra = nullptr; ///< a message's; null for a fault
};

/// Delivers the thread's message to a receiver, or makes it wait (or, not blocking, drops the message).
void send(Processor& processor, Thread& sender, Endpoint& endpoint, const SendMode& mode);

/// Takes a message from a sender, or makes the thread wait. `reply` is where a call's reply object goes, or
/// null.
void receive(Processor& processor, Thread& receiver, const EndpointView& endpoint, bool blocking,
             Reply* reply);

/// Takes one waiter out of its endpoint's queue; cancel_ipc sets its state.
void remove_waiter(Thread& thread);

/// Restarts the first waiter, as the endpoint is going away; false if nobody waits. One at a time: there may
/// be thousands.
bool send_one_away(Processor& processor, Endpoint& endpoint);

/// Begins to cancel the sends with this badge, from the first waiter on. None may be under way: whoever wants
/// to begin finishes the one that is, so that two who stop one another both come to an end. Returns the
/// ticket.
Word begin_cancellation(Kernel& kernel, Endpoint& endpoint, Word badge);
/// Is the cancellation with this ticket still under way? If not, it is through, whoever went on with it.
bool is_cancelling(const Endpoint& endpoint, Word ticket);
/// One step of the cancellation under way: looks at one more waiter and, if it sends with the badge, restarts
/// it. False when none is left. Whoever begins to wait meanwhile may be restarted or not.
bool continue_cancellation(Processor& processor, Endpoint& endpoint);

/// Gives a waiting thread another priority and the place in the queue that goes with it.
void change_priority(Processor& processor, Thread& thread, Priority priority);

} // namespace endpoint
} // namespace nacre::kernel
