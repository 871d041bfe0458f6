// SPDX-License-Identifier: MIT
// A root task of `./nacre bench`. Independent pairs: a client and a passive server of higher priority in
// another address space, on each core.
#include "../program/path.hpp"
#include "../program/root_task.hpp"
#include "../program/world.hpp"
#include "stretch.hpp"

#include <runtime/message.hpp>
#include <runtime/system_call.hpp>

#include <optional>

namespace nacre::bench {

namespace {

constexpr unsigned rounds = 500;
constexpr unsigned warming_rounds = 4;
constexpr unsigned most_cores = 8;
constexpr Word server_priority = 200;
constexpr Word client_priority = 100;
/// The main thread sleeps while clients work; it is to get there before they begin.
constexpr Word own_priority = 150;

enum class Task : unsigned char { warm_up, one_pair, all_pairs };

struct Pair {
    ThreadMemory server_memory;
    ThreadMemory client_memory;
    Capability endpoint;
    Capability reply;
    Capability start; ///< notification: the next task
    Thread server;
};

constinit std::array<Pair, most_cores> pairs{};
constinit std::atomic<Task> task{Task::warm_up};
constinit Capability finish{}; ///< notification
constinit std::atomic<unsigned> finished{0};
constinit Stretch stretch;
constinit std::optional<World> whole_world;

[[noreturn]] void serve(Word core) {
    const Pair& pair = pairs[core];
    user::receive(pair.endpoint, pair.reply);
    while (true) {
        mark<Path::reply_receive>();
        user::reply_receive(pair.endpoint, pair.reply, {});
    }
}

void call_often(const Pair& pair) {
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::call>();
        user::call(pair.endpoint, {});
        end_turn();
    }
}

void take_task(const Pair& pair, bool leads) {
    const auto work = [&pair] { call_often(pair); };
    switch (task.load()) {
    case Task::warm_up:
        for (unsigned round = 0; round < warming_rounds; ++round) {
            user::call(pair.endpoint, {});
        }
        break;
    case Task::one_pair: stretch.lead<Window::one_pair>(work); break;
    case Task::all_pairs:
        if (leads) {
            stretch.lead<Window::all_pairs>(work);
        } else {
            stretch.take_part(work);
        }
        break;
    }
}

[[noreturn]] void be_client(Word core) {
    const Pair& pair = pairs[core];
    while (true) {
        user::wait(pair.start);
        // The fast paths look at whose registers the FPU holds: somebody's, on each core.
        use_fpu();
        take_task(pair, core == 0);
        ++finished;
        user::signal(finish);
    }
}

/// The first `count` pairs do it.
void order(Task next, unsigned count) {
    task = next;
    finished = 0;
    stretch.prepare(count);
    for (unsigned core = 0; core < count; ++core) {
        user::signal(pairs[core].start);
    }
    // Asleep: the fast paths look at whoever is ready to run.
    while (finished.load() < count) {
        user::wait(finish);
    }
    let_others_settle();
}

void count_pairs(World& world) {
    const unsigned count = world.core_count();
    finish = world.make(api::ObjectType::notification);
    for (unsigned core = 0; core < count; ++core) {
        Pair& pair = pairs[core];
        pair.endpoint = world.make(api::ObjectType::endpoint);
        pair.reply = world.make(api::ObjectType::reply);
        pair.start = world.make(api::ObjectType::notification);
        pair.server = world.start(pair.server_memory, serve,
                                  {.priority = server_priority, .core = core, .argument = core});
        world.start(pair.client_memory, be_client,
                    {.priority = client_priority, .core = core, .argument = core, .in_own_space = true});
    }
    order(Task::warm_up, count);
    for (unsigned core = 0; core < count; ++core) {
        World::make_passive(pairs[core].server);
    }
    order(Task::warm_up, count);
    order(Task::one_pair, 1);
    order(Task::all_pairs, count);
}

} // namespace

void run(const api::BootInfo& boot_info) {
    whole_world.emplace(boot_info);
    whole_world->lengthen_own_slice();
    whole_world->set_own_priority(own_priority);
    count_pairs(*whole_world);
    last_words("all pairs counted");
}

} // namespace nacre::bench
