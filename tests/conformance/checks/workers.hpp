// SPDX-License-Identifier: MIT
// Threads that checks start, what they share with the check, and time that passes.
#pragma once

#include <conformance/scene.hpp>

#include <atomic>
#include <bit>

namespace nacre::conformance {

/// What a check and its threads both see. The check fills it in before it starts them.
struct Shared {
    Capability endpoint;
    Capability second_endpoint;
    Capability reply;
    Capability second_reply;
    Capability notification;
    Capability target;
    Capability own;                ///< the thread itself, for one that stops when it is done
    std::atomic<Word> steps = 0;   ///< how far the threads came
    std::atomic<Word> returns = 0; ///< calls that were answered
    user::Message answer{};        ///< what a thread was told
};
inline constinit Shared shared;

inline Word steps() { return shared.steps.load(std::memory_order_relaxed); }
inline void step() { shared.steps.fetch_add(1, std::memory_order_relaxed); }

/// Compared without the unit, which a program may be built not to use.
inline bool same_bits(double left, double right) {
    return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

// Entry functions.

/// One step for each signal of shared.notification; waits between them.
inline void step_when_signalled(Word) {
    for (;;) {
        step();
        user::wait(shared.notification);
    }
}

/// Steps without end.
inline void step_always(Word) {
    for (;;) {
        step();
    }
}

/// Steps for each message of shared.endpoint; `answer` keeps the badge and the words of the last.
inline void step_when_received(Word) {
    for (;;) {
        shared.answer = user::receive(shared.endpoint, shared.reply);
        step();
    }
}

/// Sets everything that is shared back, with a new notification.
inline void share_anew(Scene& scene) {
    shared.endpoint = shared.second_endpoint = shared.reply = shared.second_reply = shared.target =
        shared.own = {};
    shared.notification = scene.make(api::ObjectType::notification);
    shared.steps = 0;
    shared.returns = 0;
    shared.answer = {};
}

/// Threads below the check's priority run until all of them wait or have no time.
inline void let_others_run(Scene& scene) {
    scene.set_own_priority(1);
    scene.set_own_priority(Scene::own_priority);
}

/// A thread that has no scheduling context any more, and waits in `entry` above the check's priority.
inline Thread start_passive(Scene& scene, void (*entry)(Word), Word argument = 0) {
    const Thread thread = scene.start(entry, {.priority = 150, .argument = argument});
    scene.succeed(thread.time, api::scheduling_context::UnbindObject{thread.control});
    return thread;
}

/// The timer that a program can make for itself: a thread whose scheduling context comes due once in a
/// period, and which gives the rest of its budget away each time.
class Ticker {
public:
    Ticker(Scene& scene, std::uint64_t period_microseconds)
        : notification_{scene.make(api::ObjectType::notification)} {
        constexpr Word above_all_checks = 200;
        scene.start(tick, {.priority = above_all_checks,
                           .argument = notification_.address,
                           .budget = budget,
                           .period = period_microseconds});
    }
    void wait(unsigned ticks = 1) const {
        for (unsigned i = 0; i < ticks; ++i) {
            user::wait(notification_);
        }
    }

private:
    static constexpr std::uint64_t budget = 200;
    static void tick(Word notification) {
        for (;;) {
            user::yield();
            user::signal({notification});
        }
    }
    Capability notification_;
};

} // namespace nacre::conformance
