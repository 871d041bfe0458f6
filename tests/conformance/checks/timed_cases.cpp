// SPDX-License-Identifier: MIT
// The cases of seL4's test suite that need a timer, through the one that a program makes for itself.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

#include <runtime/counter.hpp>

namespace nacre::conformance {

namespace {

using api::ObjectType;
using api::scheduling_context::Bind;
using api::scheduling_context::UnbindObject;
using api::scheduling_control::ConfigureFlags;

constexpr std::uint64_t tick = 20'000; ///< microseconds

std::uint64_t consumed(Scene& scene, Capability context) {
    const auto answer = user::invoke(context, api::scheduling_context::Consumed{});
    return scene.expect(answer.good(), "the consumed time") ? answer->consumed : 0;
}
void expect_ticks(Scene& scene, std::uint64_t microseconds, unsigned ticks) {
    scene.expect(microseconds * 10 >= tick * (ticks * 10 - 5) && microseconds * 10 <= tick * (ticks * 10 + 5),
                 "the time that passed is that of the ticks");
}

/// Between ticks all time is a busy thread's: what it consumes says how far apart they are.
void ticks_come_on_time(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Thread busy = scene.start(step_always);
    ticker.wait();
    consumed(scene, busy.time);
    ticker.wait(3);
    expect_ticks(scene, consumed(scene, busy.time), 3);
}

void read_counter(Word) {
    user::architecture::counter();
    step();
    user::wait(shared.notification);
}
/// A kernel may keep the counter from programs; then there is only the kernel's own account of time.
bool may_read_counter(Scene& scene) {
    scene.start(read_counter, {.priority = 150, .fault_endpoint = scene.make(ObjectType::endpoint)});
    return steps() == 1;
}
void time_moves(Scene& scene) {
    share_anew(scene);
    const bool has_counter = may_read_counter(scene);
    const Thread busy = scene.start(step_always);
    const Ticker ticker{scene, tick};
    ticker.wait();
    consumed(scene, busy.time);
    const std::uint64_t start = has_counter ? user::architecture::counter() : 0;
    ticker.wait(3);
    if (has_counter) {
        const std::uint64_t passed = user::architecture::counter() - start;
        expect_ticks(scene, passed * 1'000'000 / user::architecture::counter_frequency(), 3);
    }
    expect_ticks(scene, consumed(scene, busy.time), 3);
}

void count_replenishments(Word) {
    for (;;) {
        user::yield();
        step();
    }
}
void revoke_is_preempted(Scene& scene) {
    share_anew(scene);
    constexpr unsigned radix = 12;
    const Capability node = scene.make(ObjectType::cnode, radix);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    for (Word i = 0; i < Word{1} << radix; ++i) {
        user::invoke(node, api::cnode::Copy{i, radix, scene.cnode(), endpoint.address, whole_word,
                                            api::CapabilityRights::all()})
            .good();
    }
    scene.start(count_replenishments, {.priority = 200, .budget = 50, .period = 200});
    const Word before = steps();
    scene.succeed(scene.cnode(), api::cnode::Revoke{endpoint.address, whole_word});
    scene.expect(steps() - before > 1, "a thread above the caller ran twice before the revocation was over");
    const auto again = user::invoke(node, api::cnode::Copy{0, radix, scene.cnode(), endpoint.address,
                                                           whole_word, api::CapabilityRights::all()});
    scene.expect(again.good(), "the copies are gone");
}

void expect_running(Scene& scene, const Ticker& ticker) {
    const Word before = steps();
    ticker.wait(2);
    scene.expect(steps() > before, "the thread runs");
}
void expect_stopped(Scene& scene, const Ticker& ticker) {
    const Word before = steps();
    ticker.wait(2);
    scene.expect_equal(steps(), before, "steps of a thread that should have no time");
}

void reconfigures(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Thread thread = scene.start(step_always, {.resumed = false});
    const auto configure = [&](std::uint64_t budget, std::uint64_t period) {
        scene.succeed(scene.scheduling_control(), ConfigureFlags{thread.time, budget, period, 0, 0, 0});
    };
    configure(5000, 5000);
    scene.succeed(thread.control, api::thread::Resume{});
    expect_running(scene, ticker);
    configure(10'000, 10'000);
    expect_running(scene, ticker);
    configure(3000, 3000);
    expect_running(scene, ticker);
    configure(2000, tick);
    expect_running(scene, ticker);
    consumed(scene, thread.time);
    ticker.wait(5);
    const std::uint64_t used = consumed(scene, thread.time);
    scene.expect(used >= 8000 && used <= 13'000, "the last budget counts");
}

void deleted_context_stops_thread(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Thread thread = scene.start(step_always);
    expect_running(scene, ticker);
    scene.remove(thread.time);
    expect_stopped(scene, ticker);
}

// A client calls a server, or a proxy that calls it; the server never answers.

void serve_for_ever(Word is_second) {
    user::receive(is_second != 0 ? shared.second_endpoint : shared.endpoint,
                  is_second != 0 ? shared.second_reply : shared.reply);
    step_always(0);
}
void pass_on(Word) {
    user::receive(shared.endpoint, shared.reply);
    user::call(shared.second_endpoint, {});
    shared.returns.fetch_add(1);
    user::wait(shared.notification);
}
void ask(Word) {
    user::call(shared.endpoint, {});
    user::wait(shared.notification);
}
/// Where a thread whose call will never be answered is sent to.
void come_back(Word) {
    shared.returns.fetch_add(1);
    for (;;) {
        user::wait(shared.notification);
    }
}
void send_back(Scene& scene, const Ticker& ticker, Capability thread) {
    const std::array<Word, 1> entry{reinterpret_cast<Word>(&come_back)};
    const api::thread::WriteRegisters write{.resume_target = true, .count = entry.size()};
    scene.expect(user::invoke(thread, write, entry).good(), "the thread could be sent elsewhere");
    ticker.wait(2);
}

struct Chain {
    Thread client, proxy, server;
};
Chain start_chain(Scene& scene, bool has_proxy) {
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.second_endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
    shared.second_reply = scene.make(ObjectType::reply);
    Chain chain{};
    chain.server = start_passive(scene, serve_for_ever, has_proxy ? 1 : 0);
    scene.succeed(chain.server.control, api::thread::SetPriority{scene.own_thread(), 50});
    if (has_proxy) {
        chain.proxy = start_passive(scene, pass_on, 0);
        scene.succeed(chain.proxy.control, api::thread::SetPriority{scene.own_thread(), 50});
    }
    chain.client = scene.start(ask);
    return chain;
}

void reply_deleted(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Chain chain = start_chain(scene, false);
    expect_running(scene, ticker);
    scene.remove(shared.reply);
    expect_stopped(scene, ticker);
    send_back(scene, ticker, chain.client.control);
    scene.expect_equal(shared.returns, 1, "the client has its time");
}

void server_unbound(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Chain chain = start_chain(scene, false);
    expect_running(scene, ticker);
    scene.succeed(chain.client.time, UnbindObject{chain.server.control});
    expect_stopped(scene, ticker);
    scene.succeed(chain.client.time, Bind{chain.client.control});
    send_back(scene, ticker, chain.client.control);
    scene.expect_equal(shared.returns, 1, "the client has its time");
}

void replies_deleted_in_order(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Chain chain = start_chain(scene, true);
    expect_running(scene, ticker);
    scene.remove(shared.second_reply);
    expect_stopped(scene, ticker);
    scene.remove(shared.reply);
    send_back(scene, ticker, chain.client.control);
    scene.expect_equal(shared.returns, 1, "the client has its time");
}

void replies_deleted_out_of_order(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Chain chain = start_chain(scene, true);
    expect_running(scene, ticker);
    scene.remove(shared.reply);
    scene.remove(shared.second_reply);
    expect_stopped(scene, ticker);
    send_back(scene, ticker, chain.client.control);
    scene.expect_equal(shared.returns, 0, "the client has lost its time");
}

void context_deleted(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Chain chain = start_chain(scene, true);
    expect_running(scene, ticker);
    scene.remove(chain.client.time);
    expect_stopped(scene, ticker);
    scene.remove(shared.second_reply);
    const Capability time = scene.make(ObjectType::scheduling_context);
    scene.succeed(time, Bind{chain.proxy.control});
    scene.succeed(scene.scheduling_control(), ConfigureFlags{time, 10'000, 10'000, 0, 0, 0});
    send_back(scene, ticker, chain.proxy.control);
    scene.expect_equal(shared.returns, 1, "the proxy runs with new time");
    scene.succeed(time, UnbindObject{chain.proxy.control});
    scene.succeed(time, Bind{chain.client.control});
    send_back(scene, ticker, chain.client.control);
    scene.expect_equal(shared.returns, 2, "the client runs with new time");
}

constexpr std::array checks{
    holds("TIMER0001", "a thread that yields runs again once in each period", ticks_come_on_time),
    holds("TIMER0002", "time moves on between ticks", time_moves),
    holds("PREEMPT_REVOKE", "a thread above the caller runs before a long revocation is over",
          revoke_is_preempted),
    holds("SCHED_CONTEXT_0002", "a context can be configured anew while its thread runs", reconfigures),
    holds("SCHED_CONTEXT_0005", "a thread stops when its context is deleted", deleted_context_stops_thread),
    holds("SCHED_CONTEXT_0009", "deleting the reply object gives the caller its time back", reply_deleted),
    holds("SCHED_CONTEXT_0010", "a context that was lent can be unbound and given back", server_unbound),
    holds("SCHED_CONTEXT_0011", "deleting reply objects, last one first, returns the time along the chain",
          replies_deleted_in_order),
    holds("SCHED_CONTEXT_0012", "deleting the first reply object keeps the time from the first caller",
          replies_deleted_out_of_order),
    holds("SCHED_CONTEXT_0013", "a chain whose context was deleted goes on with another", context_deleted),
};

} // namespace

std::span<const Check> timed_case_checks() { return checks; }

} // namespace nacre::conformance
