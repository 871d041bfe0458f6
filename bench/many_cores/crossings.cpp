// SPDX-License-Identifier: MIT
// A root task of `./nacre bench`. Calls and signals from one core to another: to a server with time of its
// own, to a passive server that runs where its caller is, to a thread that waits for a notification.
#include "../program/root_task.hpp"
#include "../program/world.hpp"
#include "stretch.hpp"

#include <runtime/message.hpp>
#include <runtime/system_call.hpp>

#include <optional>

namespace nacre::bench {

namespace {

constexpr unsigned rounds = 100;
/// Whatever first uses do happens here.
constexpr unsigned warming_rounds = 8;
constexpr unsigned other_core = 1;
constexpr Word server_priority = 200;
constexpr Word client_priority = 100;
constexpr Word own_priority = 150;

constinit ThreadMemory server_memory{};
constinit ThreadMemory passive_memory{};
constinit ThreadMemory client_memory{};
constinit ThreadMemory waiting_memory{};

struct Service {
    Capability endpoint;
    Capability reply;
};
constinit Service active{};
constinit Service passive{};
constinit Capability notification{};
constinit std::atomic<unsigned> heard{0};

/// What the client on the other core is to do next.
constinit Capability client_start{};
constinit Capability client_done{};
constinit std::atomic<Window> client_task{Window::none};
constinit Stretch stretch;
constinit std::optional<World> whole_world;

[[noreturn]] void serve(Word service) {
    const auto& [endpoint, reply] = *reinterpret_cast<const Service*>(service);
    user::receive(endpoint, reply);
    while (true) {
        user::reply_receive(endpoint, reply, {});
    }
}

void call_often(Capability endpoint, unsigned count) {
    for (unsigned round = 0; round < count; ++round) {
        user::call(endpoint, {});
        end_turn();
    }
}

void call_passive() { call_often(passive.endpoint, rounds); }

[[noreturn]] void call_from_other_core() {
    while (true) {
        user::wait(client_start);
        switch (client_task.load()) {
        case Window::passive_server_elsewhere:
            stretch.lead<Window::passive_server_elsewhere>(call_passive);
            break;
        case Window::passive_server_from_both: stretch.take_part(call_passive); break;
        case Window::none:
        case Window::one_pair:
        case Window::all_pairs:
        case Window::active_server:
        case Window::passive_server_at_home:
        case Window::signal: call_often(passive.endpoint, warming_rounds); break;
        }
        user::signal(client_done);
    }
}

[[noreturn]] void wait_for_signals() {
    while (true) {
        user::wait(notification);
        ++heard;
    }
}

void let_client(Window task) {
    client_task = task;
    user::signal(client_start);
}

void signal_often(unsigned count) {
    for (unsigned round = 0; round < count; ++round) {
        const unsigned before = heard.load();
        user::signal(notification);
        wait_until(heard, before + 1);
    }
}

Service make_service(World& world) {
    return {world.make(api::ObjectType::endpoint), world.make(api::ObjectType::reply)};
}

void count_active_server(World& world) {
    active = make_service(world);
    const Thread server = world.start(
        server_memory, serve,
        {.priority = server_priority, .core = other_core, .argument = reinterpret_cast<Word>(&active)});
    call_often(active.endpoint, warming_rounds);
    stretch.prepare(1);
    stretch.lead<Window::active_server>([] { call_often(active.endpoint, rounds); });
    World::stop(server);
}

void count_passive_server(World& world) {
    passive = make_service(world);
    client_start = world.make(api::ObjectType::notification);
    client_done = world.make(api::ObjectType::notification);
    const Thread server = world.start(
        passive_memory, serve, {.priority = server_priority, .argument = reinterpret_cast<Word>(&passive)});
    call_often(passive.endpoint, warming_rounds);
    World::make_passive(server);
    call_often(passive.endpoint, warming_rounds);
    const Thread client =
        world.start(client_memory, call_from_other_core,
                    {.priority = client_priority, .core = other_core, .in_own_space = true});
    const auto both_are_done = [] {
        user::wait(client_done);
        let_others_settle();
    };
    let_client(Window::none);
    both_are_done();
    call_often(passive.endpoint, warming_rounds);

    stretch.prepare(1);
    stretch.lead<Window::passive_server_at_home>(call_passive);
    stretch.prepare(1);
    let_client(Window::passive_server_elsewhere);
    both_are_done();
    stretch.prepare(2);
    let_client(Window::passive_server_from_both);
    stretch.lead<Window::passive_server_from_both>(call_passive);
    both_are_done();
    World::stop(client);
    World::stop(server);
}

void count_signals(World& world) {
    notification = world.make(api::ObjectType::notification);
    const Thread waiting =
        world.start(waiting_memory, wait_for_signals, {.priority = server_priority, .core = other_core});
    signal_often(warming_rounds);
    stretch.prepare(1);
    stretch.lead<Window::signal>([] { signal_often(rounds); });
    World::stop(waiting);
}

} // namespace

void run(const api::BootInfo& boot_info) {
    whole_world.emplace(boot_info);
    whole_world->lengthen_own_slice();
    whole_world->set_own_priority(own_priority);
    count_active_server(*whole_world);
    count_passive_server(*whole_world);
    count_signals(*whole_world);
    last_words("all crossings counted");
}

} // namespace nacre::bench
