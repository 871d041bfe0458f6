// SPDX-License-Identifier: MIT
// Endpoints, notifications and reply objects that several cores use at the same time, and what becomes of a
// thread that one core has just woken on another.
#include <explorer/scenarios.hpp>

namespace nacre::test {
namespace {

using enum SystemCall;

constexpr Word answer = 3;
constexpr Word left = 1;
constexpr Word right = 2;

Stage::Step suspend(const Actor& actor) { return invoke(actor.thread_cap, api::thread::Suspend{}); }
Stage::Step resume(const Actor& actor) { return invoke(actor.thread_cap, api::thread::Resume{}); }
Stage::Step remove(Cap cap) { return invoke(World::cnode_cap, api::cnode::Delete{cap, World::whole}); }
Stage::Step move(Stage& stage, const Actor& actor, unsigned core) {
    return invoke(stage.control_of(core),
                  api::scheduling_control::ConfigureFlags{{actor.context_cap}, 10'000, 10'000, 0, 0, 0});
}

/// One server, a client on each core, each of which calls twice: no call is lost, and each gets its answer.
void serve(Stage& stage, Actor& server, Cap endpoint, unsigned cores, bool starts_waiting) {
    constexpr unsigned calls = 2;
    std::vector<Stage::Step> serving;
    if (!starts_waiting) {
        serving.push_back(perform(receive, {endpoint, server.reply_cap}));
    }
    for (Word round = 0; round < Word{calls} * cores; round++) {
        serving.push_back(use_fpu(100 + round));
        serving.push_back(perform(reply_receive, {endpoint, server.reply_cap}, {.label = answer}));
    }
    stage.script(server, serving);
    for (unsigned core = 0; core < cores; core++) {
        Actor& client = stage.make_thread(core);
        std::vector<Stage::Step> calling{use_fpu(10 + core)};
        for (unsigned call_number = 0; call_number < calls; call_number++) {
            calling.push_back(perform(call, {endpoint}));
            calling.push_back(received_label(answer));
        }
        calling.push_back(use_fpu(20 + core));
        stage.script(client, calling);
        stage.must_finish(client);
    }
}

void shared_server(Stage& stage) {
    const Cap endpoint = stage.world().make_endpoint();
    serve(stage, stage.make_thread(1, 120), endpoint, 2, false);
}

void shared_server_of_three(Stage& stage) {
    const Cap endpoint = stage.world().make_endpoint();
    serve(stage, stage.make_thread(1, 120), endpoint, 3, false);
}

void shared_passive_server(Stage& stage) {
    const Cap endpoint = stage.world().make_endpoint();
    serve(stage, stage.make_passive_server(endpoint), endpoint, 2, true);
}

/// Servers on two cores take what clients on two cores send.
void two_servers(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    for (unsigned core = 0; core < 2; core++) {
        Actor& server = stage.make_thread(core, 120);
        Actor& client = stage.make_thread(core);
        const Stage::Step serves = perform(reply_receive, {endpoint, server.reply_cap}, {.label = answer});
        stage.script(server,
                     {perform(receive, {endpoint, server.reply_cap}), serves, serves, serves, serves});
        stage.script(client, {use_fpu(core), perform(call, {endpoint}), received_label(answer),
                              perform(call, {endpoint}), received_label(answer)});
        stage.must_finish(client);
    }
}

/// Both have to come, together or one after the other.
void wait_for_both(Stage& stage, const Actor& waiter, Cap notification) {
    stage.script(waiter, {perform(wait, {notification}), use_fpu(1),
                          [notification](Stage& at, Actor& actor) {
                              const Word badge = at.world().received(actor).badge;
                              at.expect(badge != 0 && badge <= (left | right), "a badge is nobody's");
                              if (badge != (left | right)) {
                                  at.system_call(actor, wait, {notification});
                              }
                          },
                          use_fpu(2)});
    stage.must_finish(waiter);
}

/// Signals from two cores to a thread of the one or of a third.
void build_shared_signals(Stage& stage, unsigned home, unsigned second) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    wait_for_both(stage, stage.make_thread(home, 120), notification);
    Actor& one = stage.make_thread(0);
    Actor& other = stage.make_thread(second);
    stage.script(one, {use_fpu(3), perform(send, {world.mint(notification, left)}), use_fpu(4)});
    stage.script(other, {use_fpu(5), perform(send, {world.mint(notification, right)}), use_fpu(6)});
    stage.must_finish(one);
}

void shared_signals(Stage& stage) { build_shared_signals(stage, 1, 1); }
void shared_signals_of_three(Stage& stage) { build_shared_signals(stage, 1, 2); }

/// Who receives messages at an endpoint that is shared hears of signals to a notification that is shared.
void shared_bound_thread(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    const Cap notification = world.make_notification();
    Actor& receiver = stage.make_thread(1, 120);
    world.must(receiver.thread_cap, api::thread::BindNotification{{notification}});
    const Stage::Step receives = perform(receive, {endpoint, receiver.reply_cap});
    stage.script(receiver, {receives, receives, receives, use_fpu(1)});
    Actor& sender = stage.make_thread(0);
    Actor& other = stage.make_thread(2);
    stage.script(sender, {perform(send, {endpoint}), use_fpu(2),
                          perform(send, {world.mint(notification, left)}), use_fpu(3)});
    stage.script(other, {perform(send, {endpoint}), use_fpu(4)});
    stage.must_finish(receiver);
    stage.must_finish(sender);
    stage.must_finish(other);
}

/// Waiters of two cores in one queue: each that is woken wakes the next.
void waiters_of_two_cores(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Stage::Step signals = perform(send, {world.mint(notification, left)});
    for (unsigned core = 0; core < 2; core++) {
        Actor& waiter = stage.make_thread(core, 120);
        stage.script(waiter, {use_fpu(core), perform(wait, {notification}), received_badge(left), signals});
        stage.must_finish(waiter);
    }
    Actor& signaller = stage.make_thread(2);
    stage.script(signaller, {signals});
}

/// Faults on one core, answered on another, again and again.
void shared_faults(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& handler = stage.make_thread(0, 120);
    const Stage::Step handles = perform(reply_receive, {endpoint, handler.reply_cap});
    stage.script(handler,
                 {perform(receive, {endpoint, handler.reply_cap}), handles, handles, handles, handles});
    for (unsigned core = 0; core < 2; core++) {
        Actor& faulty = stage.make_thread(core, 100, {.fault_handler = endpoint});
        stage.script(faulty, {use_fpu(core), fault(), use_fpu(core + 2), fault(), use_fpu(core + 4)});
        stage.must_finish(faulty);
    }
}

/// A handler hears the fault of a thread that a third core stops meanwhile, and lets run again.
void fault_and_suspend(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& handler = stage.make_thread(0, 120);
    Actor& faulty = stage.make_thread(1, 100, {.fault_handler = endpoint});
    Actor& master = stage.make_thread(2);
    const Stage::Step handles = perform(reply_receive, {endpoint, handler.reply_cap});
    stage.script(handler, {perform(receive, {endpoint, handler.reply_cap}), handles, handles});
    stage.script(faulty, {fault(), use_fpu(1), fault(), use_fpu(2)});
    stage.script(master, {suspend(faulty), resume(faulty)});
    stage.must_finish(master);
}

/// What a third core does to a thread that has been woken on another one, or is about to be: its signal is
/// not lost.
void meddle(Stage& stage, const std::function<std::vector<Stage::Step>(const Actor&)>& meddling,
            bool goes_on) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    Actor& waiter = stage.make_thread(1, 120);
    Actor& signaller = stage.make_thread(0);
    Actor& meddler = stage.make_thread(2);
    // As if two cores had used it before.
    world.slot(notification).as<kernel::NotificationView>().object().home = kernel::Home::shared;
    stage.script(signaller, {perform(send, {world.mint(notification, left)})});
    stage.script(waiter, {use_fpu(1), perform(wait, {notification}), use_fpu(2)});
    stage.script(meddler, meddling(waiter));
    if (goes_on) {
        stage.must_finish(waiter); // and keeps others from finishing where it is more urgent
    } else {
        stage.must_finish(signaller);
        stage.must_finish(meddler);
    }
}

void suspend_woken(Stage& stage) {
    meddle(stage, [](const Actor& waiter) { return std::vector{suspend(waiter), resume(waiter)}; }, true);
}

void delete_woken(Stage& stage) {
    meddle(stage, [](const Actor& waiter) { return std::vector{remove(waiter.thread_cap)}; }, false);
}

void delete_context_of_woken(Stage& stage) {
    meddle(stage, [](const Actor& waiter) { return std::vector{remove(waiter.context_cap)}; }, false);
}

void move_woken(Stage& stage) {
    meddle(
        stage,
        [&stage](const Actor& waiter) { return std::vector{move(stage, waiter, 2), move(stage, waiter, 0)}; },
        true);
}

void unbind_woken(Stage& stage) {
    meddle(
        stage,
        [](const Actor& waiter) {
            return std::vector{
                invoke(waiter.context_cap, api::scheduling_context::Unbind{}),
                invoke(waiter.context_cap, api::scheduling_context::Bind{{waiter.thread_cap}})};
        },
        true);
}

void priority_of_woken(Stage& stage) {
    meddle(
        stage,
        [](const Actor& waiter) {
            return std::vector{invoke(waiter.thread_cap, api::thread::SetPriority{{World::thread_cap}, 70}),
                               invoke(waiter.context_cap, api::scheduling_context::YieldTo{})};
        },
        true);
}

/// The same with the one whose call is answered.
void suspend_answered(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& server = stage.make_thread(0, 120);
    Actor& client = stage.make_thread(1);
    Actor& master = stage.make_thread(2);
    const Stage::Step serves = perform(reply_receive, {endpoint, server.reply_cap}, {.label = answer});
    stage.script(server, {perform(receive, {endpoint, server.reply_cap}), serves, serves, serves});
    // Stopped while it waits, it calls again: the first call has been heard, but the answer goes nowhere.
    stage.script(client, {use_fpu(1), perform(call, {endpoint}), received_label(answer), use_fpu(2)});
    stage.script(master, {suspend(client), resume(client)});
    stage.must_finish(client);
    stage.must_finish(master);
}

/// The endpoint, the notification and the reply object go while several cores use them.
void delete_shared(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    const Cap notification = world.make_notification();
    Actor& server = stage.make_thread(1, 120);
    Actor& client = stage.make_thread(0);
    Actor& deleter = stage.make_thread(2);
    const Stage::Step serves = perform(reply_receive, {endpoint, server.reply_cap}, {.label = answer});
    stage.script(server, {perform(receive, {endpoint, server.reply_cap}), serves, serves});
    stage.script(client,
                 {perform(call, {endpoint}), perform(send, {notification}), perform(call, {endpoint})});
    stage.script(deleter, {remove(server.reply_cap), remove(notification), remove(endpoint)});
    stage.must_finish(deleter);
}

const Scenario all[] = {
    {"shared_server", 2, shared_server},
    {"shared_server_of_three", 3, shared_server_of_three},
    {"shared_passive_server", 2, shared_passive_server},
    {"two_servers", 2, two_servers},
    {"shared_signals", 2, shared_signals},
    {"shared_signals_of_three", 3, shared_signals_of_three},
    {"shared_bound_thread", 3, shared_bound_thread},
    {"waiters_of_two_cores", 3, waiters_of_two_cores},
    {"shared_faults", 2, shared_faults},
    {"fault_and_suspend", 3, fault_and_suspend},
    {"suspend_woken", 3, suspend_woken},
    {"delete_woken", 3, delete_woken},
    {"delete_context_of_woken", 3, delete_context_of_woken},
    {"move_woken", 3, move_woken},
    {"unbind_woken", 3, unbind_woken},
    {"priority_of_woken", 3, priority_of_woken},
    {"suspend_answered", 3, suspend_answered},
    {"delete_shared", 3, delete_shared},
};

} // namespace

std::span<const Scenario> sharing_scenarios() { return all; }

} // namespace nacre::test
