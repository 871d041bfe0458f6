// SPDX-License-Identifier: MIT
// A thread that faults, and its handler: the check itself.
#pragma once

#include <conformance/scene.hpp>

#include <api/fault.hpp>

namespace nacre::conformance {

/// What a check and the thread that faults both see.
struct Victim {
    Capability target;
    Capability second_target;
    Capability rest; ///< a notification that nobody signals
    volatile Word progress;
};
inline constinit Victim victim{};

inline constexpr Word fault_badge = 0x31;

/// A victim and its fault endpoint, at which this thread is the handler.
struct Handler {
    Capability endpoint;
    Capability reply;
    Thread thread;
};

inline Handler start_victim(Scene& scene, void (*entry)(Word), bool resumed = true, Word argument = 0) {
    victim.progress = 0;
    victim.rest = scene.make(api::ObjectType::notification);
    const Capability endpoint = scene.make(api::ObjectType::endpoint);
    const Capability reply = scene.make(api::ObjectType::reply);
    const ThreadOptions options{.priority = Scene::own_priority + 1,
                                .argument = argument,
                                .fault_endpoint = scene.mint(endpoint, fault_badge),
                                .resumed = resumed};
    return {endpoint, reply, scene.start(entry, options)};
}

inline user::Message receive_fault(Scene& scene, const Handler& handler, api::FaultType type, Word length) {
    const user::Message message = user::non_blocking_receive(handler.endpoint, handler.reply);
    scene.expect_equal(message.badge, fault_badge, "the badge of the fault endpoint");
    scene.expect_equal(message.label(), static_cast<Word>(type), "the kind of fault");
    scene.expect_equal(message.length(), length, "the words of the message");
    return message;
}

inline void expect_no_fault(Scene& scene, const Handler& handler) {
    scene.expect_equal(user::non_blocking_receive(handler.endpoint, handler.reply).badge, 0, "no fault");
}

/// The victim is through.
[[noreturn]] inline void stop_victim() {
    victim.progress = victim.progress + 1;
    for (;;) {
        user::wait(victim.rest);
    }
}

} // namespace nacre::conformance
