// SPDX-License-Identifier: MIT
// A release queue of ten thousand threads, and a scheduling context in as many pieces as it takes.
#include "groups.hpp"

#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

constexpr std::uint64_t milliseconds = 1000;
constinit Capability passed{};
constinit Capability asked{};
constinit ThreadMemory alarm_memory{};
constinit ThreadMemory pieces_memory{};

/// Signals whenever its period is over. Its budget is too short to be used for anything else.
[[noreturn]] void tell_time() {
    while (true) {
        user::yield();
        user::signal(passed);
    }
}

[[noreturn]] void answer_signals() {
    while (true) {
        user::wait(asked);
    }
}

void full_release_queue(Crowd& crowd) {
    const Word size = crowd.size();
    const auto fill = [&](std::uint64_t period, std::uint64_t step) {
        for (Word member = 0; member < size; ++member) {
            crowd.give_time(member, 100, period + member * step);
            crowd.employ(member, {.call = api::SystemCall::yield});
        }
        crowd.settle();
    };
    {
        const Measured<Case::fill_release_queue> measured{"Threads enter the release queue", size};
        fill(400 * milliseconds, 0);
    }
    {
        const Measured<Case::release_due> measured{"Threads leave the release queue as their time comes",
                                                   size};
        user::wait(passed);
        user::wait(passed);
    }
    {
        const Measured<Case::leave_release_queue> measured{"Suspend threads in the release queue", size};
        fill(600 * milliseconds, 7);
        for (Word member = 0; member < size; ++member) {
            crowd.stop(member * 7919 % size);
        }
    }
    for (Word member = 0; member < size; ++member) {
        crowd.give_time(member, 10'000, 10'000);
    }
}

/// A sporadic context whose thread runs a little, again and again, then waits until all pieces are due.
void many_refills(Scene& scene) {
    constexpr unsigned context_bits = 14;
    constexpr Word pieces = 1000;
    World& world = scene.world();
    asked = world.make(api::ObjectType::notification);
    const Thread thread = world.start(pieces_memory, answer_signals, {.priority = 255});
    const Capability context = world.make(api::ObjectType::scheduling_context, context_bits);
    const api::scheduling_control::ConfigureFlags time{.scheduling_context = context,
                                                       .budget = 100 * milliseconds,
                                                       .period = 1000 * milliseconds,
                                                       .extra_refills =
                                                           api::maximum_extra_refills(context_bits),
                                                       .badge = 0,
                                                       .flags = api::scheduling_control::flag::sporadic};
    require(user::invoke(world.authority().scheduling_control, time).good() &&
                user::invoke(thread.scheduling_context, api::scheduling_context::Unbind{}).good() &&
                user::invoke(context, api::scheduling_context::Bind{thread.control}).good(),
            "giving a thread time in pieces");
    const Measured<Case::many_refills> measured{"Use and rejoin a context's refills, of which most are kept",
                                                64};
    for (unsigned round = 0; round < 3; ++round) {
        for (Word piece = 0; piece < pieces; ++piece) {
            user::signal(asked);
            for (unsigned pause = 0; pause < 100; ++pause) {
                asm volatile("");
            }
        }
        for (unsigned period = 0; period < 4; ++period) {
            user::wait(passed);
        }
    }
    World::stop(thread);
}

} // namespace

void worst_of_time(Scene& scene, Crowd& crowd) {
    World& world = scene.world();
    passed = world.make(api::ObjectType::notification);
    const Thread alarm =
        world.start(alarm_memory, tell_time, {.priority = 255, .budget = 100, .period = 500 * milliseconds});
    full_release_queue(crowd);
    many_refills(scene);
    World::stop(alarm);
}

} // namespace nacre::bench
