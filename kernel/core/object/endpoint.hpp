// SPDX-License-Identifier: MIT
// Endpoints: where a sender and a receiver meet.
#pragma once

#include <core/object/thread.hpp>

namespace nacre::kernel {

enum class EndpointState : unsigned char { idle, sending, receiving };

/// The queue's first thread, with the side that waits in its address's alignment bits.
struct Endpoint {
    EndpointState state() const { return static_cast<EndpointState>(first_and_state_ & state_mask); }
    Thread* first() const {
        return reinterpret_cast<Thread*>(first_and_state_ & ~state_mask); // NOLINT(performance-no-int-to-ptr)
    }
    bool empty() const { return first() == nullptr; }

    /// Adds a waiter behind all of its priority or higher.
    void enqueue(Thread& thread, EndpointState side) {
        thread.waiting_on = this;
        if (empty()) {
            thread.wait_link.begin_alone(thread);
            set_first(&thread, side);
        } else {
            set_first(wait_queue::insert(first(), thread), side);
        }
    }
    /// Takes a waiter out; the last one leaves the endpoint idle.
    void dequeue(Thread& thread) {
        thread.waiting_on = nullptr;
        if (thread.wait_link.is_alone()) {
            thread.wait_link.end_alone();
            set_first(nullptr, EndpointState::idle);
        } else {
            set_first(wait_queue::remove(first(), thread), state());
        }
    }

private:
    static constexpr Word state_mask = 3;
    void set_first(Thread* thread, EndpointState state) {
        first_and_state_ = reinterpret_cast<Word>(thread) | static_cast<Word>(state);
    }

    Word first_and_state_;
};

static_assert(sizeof(Endpoint) <= power_of_two(api::endpoint_bits));

namespace endpoint {

/// How a sender sends.
struct SendMode {
    bool blocking;
    bool is_call;
    Word badge;
    bool can_grant;
    bool can_grant_reply;
    bool can_donate; ///< may lend its scheduling context
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

/// Restarts all senders that wait with this badge.
void cancel_badged_sends(Processor& processor, Endpoint& endpoint, Word badge);

/// Gives a waiting thread another priority and the place in the queue that goes with it.
void change_priority(Thread& thread, Priority priority);

} // namespace endpoint
} // namespace nacre::kernel
