// SPDX-License-Identifier: MIT
// Threads of several cores that talk to one another.
#include <explorer/scenarios.hpp>

namespace nacre::test {
namespace {

using enum SystemCall;
constexpr Word badge = 7;

/// An active server on core 1 answers a client on core 0.
void call_between_cores(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    const Cap badged = world.mint(endpoint, badge);
    Actor& server = stage.make_thread(1, 120);
    Actor& client = stage.make_thread(0);
    const Message answer{.label = 3, .words = {1, 2}};
    stage.script(server, {perform(receive, {endpoint, server.reply_cap}), received_badge(badge),
                          perform(reply_receive, {endpoint, server.reply_cap}, answer), received_badge(badge),
                          perform(reply_receive, {endpoint, server.reply_cap}, answer)});
    stage.script(client, {perform(call, {badged}, {.words = {5}}), received_label(3),
                          perform(call, {badged}, {.words = {6}}), received_label(3)});
    stage.must_finish(client);
}

/// A passive server, lent the contexts of clients on two or three cores; all use the FPU.
void build_passive_server(Stage& stage, unsigned cores) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& server = stage.make_passive_server(endpoint);
    std::vector<Stage::Step> serving;
    for (Word round = 0; round < cores; round++) {
        serving.push_back(use_fpu(100 + round));
        serving.push_back(perform(reply_receive, {endpoint, server.reply_cap}, {.label = 3}));
    }
    stage.script(server, serving);
    for (unsigned core = 0; core < cores; core++) {
        Actor& client = stage.make_thread(core);
        stage.script(client,
                     {use_fpu(10 + core), perform(call, {endpoint}), received_label(3), use_fpu(20 + core)});
        stage.must_finish(client);
    }
}

void passive_server(Stage& stage) { build_passive_server(stage, 2); }
void passive_server_of_three(Stage& stage) { build_passive_server(stage, 3); }

/// Each of two cores waits for the other's signal.
void signals(Stage& stage) {
    World& world = stage.world();
    const Cap there = world.mint(world.make_notification(), 1);
    const Cap back = world.mint(world.make_notification(), 2);
    Actor& first = stage.make_thread(0);
    Actor& second = stage.make_thread(1);
    stage.script(first,
                 {perform(send, {there}), perform(wait, {back}), received_badge(2), perform(send, {there})});
    stage.script(second,
                 {perform(wait, {there}), received_badge(1), perform(send, {back}), perform(wait, {there})});
    stage.must_finish(first);
    stage.must_finish(second);
}

/// A thread that receives messages hears of signals and messages from another core.
void bound_thread(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    const Cap notification = world.make_notification();
    const Cap signal = world.mint(notification, 64);
    Actor& receiver = stage.make_thread(1);
    world.must(receiver.thread_cap, api::thread::BindNotification{{notification}});
    Actor& sender = stage.make_thread(0);
    stage.script(receiver, {perform(receive, {endpoint, receiver.reply_cap}),
                            perform(receive, {endpoint, receiver.reply_cap})});
    stage.script(sender, {perform(send, {signal}), perform(send, {endpoint})});
    stage.must_finish(receiver);
    stage.must_finish(sender);
}

/// A server of core 1 loses its context while it waits at an endpoint of core 0, and is lent one of core 0's.
void made_passive(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    const Cap waits = world.make_notification();
    Actor& server = stage.make_thread(1, 120);
    Actor& client = stage.make_thread(0);
    stage.script(server, {use_fpu(1), perform(non_blocking_send_receive, {endpoint, server.reply_cap, waits}),
                          use_fpu(2), perform(reply_receive, {endpoint, server.reply_cap}, {.label = 3})});
    world.poll_send(world.root(), endpoint); // nobody hears it, but core 0 has used the endpoint
    stage.script(client,
                 {perform(wait, {waits}), invoke(server.context_cap, api::scheduling_context::Unbind{}),
                  perform(call, {endpoint}), received_label(3), use_fpu(3)});
    stage.must_finish(client);
}

/// A passive thread is woken with its notification's context, which is another core's than the signaller.
void passive_waiter(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Cap back = world.make_notification();
    const Cap context = world.make_context(10'000, 10'000);
    world.must(stage.control_of(1),
               api::scheduling_control::ConfigureFlags{{context}, 10'000, 10'000, 0, 0, 0});
    world.must(context, api::scheduling_context::Bind{{notification}});
    Actor& waiter = stage.make_thread(1, 110);
    Actor& signaller = stage.make_thread(0);
    stage.script(waiter, {use_fpu(4), perform(wait, {notification}), use_fpu(5), perform(send, {back}),
                          perform(wait, {notification})});
    stage.script(signaller, {use_fpu(6), invoke(waiter.context_cap, api::scheduling_context::Unbind{}),
                             perform(send, {notification}), perform(wait, {back}), use_fpu(7)});
}

/// Four cores, each of which wakes the next.
void ring(Stage& stage) {
    World& world = stage.world();
    constexpr unsigned cores = 4;
    std::array<Cap, cores> notifications{};
    for (Cap& notification : notifications) {
        notification = world.make_notification();
    }
    for (unsigned core = 0; core < cores; core++) {
        Actor& member = stage.make_thread(core);
        const Cap own = notifications[core];
        const Cap next = notifications[(core + 1) % cores];
        if (core == 0) {
            stage.script(member, {perform(send, {next}), perform(wait, {own})});
        } else {
            stage.script(member, {perform(wait, {own}), perform(send, {next})});
        }
        stage.must_finish(member);
    }
}

/// A fault on one core, its handler on another.
void fault_to_other_core(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& handler = stage.make_thread(0, 120);
    Actor& faulty = stage.make_thread(1, 100, {.fault_handler = endpoint});
    stage.script(handler, {perform(receive, {endpoint, handler.reply_cap}),
                           perform(reply_receive, {endpoint, handler.reply_cap}),
                           perform(reply_receive, {endpoint, handler.reply_cap})});
    stage.script(faulty, {fault(), use_fpu(1), fault(), use_fpu(2)});
    stage.must_finish(faulty);
}

/// Time runs out on one core; the handler is on another.
void timeout(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& handler = stage.make_thread(0, 120);
    Actor& spender =
        stage.make_thread(1, 100, {.budget = 1'000, .period = 10'000, .timeout_handler = endpoint});
    stage.script(handler, {perform(receive, {endpoint, handler.reply_cap}),
                           perform(reply_receive, {endpoint, handler.reply_cap}), perform(yield, {})});
    Actor& clock = stage.make_thread(0, 50);
    stage.script(spender, {pass_microseconds(1'500), use_fpu(1), pass_microseconds(300), use_fpu(2)});
    stage.script(clock, {perform(yield, {}), pass_microseconds(20'000), perform(yield, {}),
                         pass_microseconds(20'000)});
}

/// A device's interrupt comes at core 0; who waits for it is at home on core 1.
void interrupts(Stage& stage) {
    World& world = stage.world();
    constexpr kernel::InterruptNumber line = 40;
    const Cap notification = world.make_notification();
    const Cap handler = world.free_slot();
    world.must(World::interrupts_cap,
               api::interrupt_control::Get{line, {World::cnode_cap}, handler, World::whole});
    world.must(handler, api::interrupt_handler::SetNotification{{notification}});
    Actor& driver = stage.make_thread(1, 120);
    Actor& busy = stage.make_thread(0);
    const Cap copy = world.free_slot();
    stage.script(driver,
                 {perform(wait, {notification}), invoke(handler, api::interrupt_handler::Acknowledge{}),
                  perform(wait, {notification}), invoke(handler, api::interrupt_handler::Acknowledge{})});
    stage.script(busy, {raise(line),
                        invoke(World::cnode_cap, api::cnode::Mint{copy,
                                                                  World::whole,
                                                                  {World::cnode_cap},
                                                                  notification,
                                                                  World::whole,
                                                                  CapabilityRights::all(),
                                                                  1}),
                        raise(line), perform(send, {copy})});
}

const Scenario all[] = {
    {"call_between_cores", 2, call_between_cores},
    {"passive_server", 2, passive_server},
    {"passive_server_of_three", 3, passive_server_of_three},
    {"signals", 2, signals},
    {"bound_thread", 2, bound_thread},
    {"made_passive", 2, made_passive},
    {"passive_waiter", 2, passive_waiter},
    {"ring", 4, ring},
    {"fault_to_other_core", 2, fault_to_other_core},
    {"timeout", 2, timeout},
    {"interrupts", 2, interrupts},
};

} // namespace

std::span<const Scenario> message_scenarios() { return all; }

} // namespace nacre::test
