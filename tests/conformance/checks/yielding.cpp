// SPDX-License-Identifier: MIT
// YieldTo with threads above, beside and below, a second thread that yields to the same context, and the time
// that each is told of.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

namespace nacre::conformance {

namespace {

using api::scheduling_context::Consumed;
using api::scheduling_context::YieldTo;

constexpr std::uint64_t budget = 2000;
constexpr std::uint64_t long_period = 200'000;

std::uint64_t consumed(Scene& scene, Capability context) {
    const auto answer = user::invoke(context, Consumed{});
    return scene.expect(answer.good(), "the consumed time") ? answer->consumed : 0;
}
std::uint64_t yield_to(Scene& scene, Capability context) {
    const auto answer = user::invoke(context, YieldTo{});
    return scene.expect(answer.good(), "an answer") ? answer->consumed : 0;
}
void expect_about(Scene& scene, std::uint64_t found, std::uint64_t wanted) {
    constexpr std::uint64_t leeway = 500;
    if (found + leeway < wanted || found > wanted + leeway) {
        scene.expect_equal(found, wanted, "about so many microseconds");
    }
}
Thread start_busy(Scene& scene, Word priority, std::uint64_t length = budget) {
    return scene.start(step_always, {.priority = priority, .budget = length, .period = long_period});
}

void tells_and_clears(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, Scene::own_priority);
    expect_about(scene, yield_to(scene, busy.time), budget);
    scene.expect_equal(consumed(scene, busy.time), 0, "what was told is not told again");
    // Its time is used up: there is nobody to yield to.
    scene.expect_equal(yield_to(scene, busy.time), 0, "nothing since");
}

void adds_to_earlier(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, 50, 4 * budget);
    const Ticker ticker{scene, budget};
    ticker.wait();
    ticker.wait();
    scene.succeed(busy.control, api::thread::SetPriority{scene.own_thread(), Scene::own_priority});
    const std::uint64_t told = yield_to(scene, busy.time);
    scene.expect(told >= 2 * budget, "with what was consumed before the call");
}

void to_blocked_thread(Scene& scene) {
    share_anew(scene);
    const Thread waiting = scene.start(step_when_signalled, {.priority = Scene::own_priority});
    let_others_run(scene);
    consumed(scene, waiting.time);
    const Word before = steps();
    scene.expect_equal(yield_to(scene, waiting.time), 0, "nothing was consumed");
    scene.expect_equal(steps(), before, "steps of a thread that waits");
}

void lower_goes_first(Word) {
    step();
    shared.returns = 1;
    user::wait(shared.notification);
}
void lower_goes_second(Word) {
    shared.returns = 2;
    user::wait(shared.notification);
}
void lower_thread_comes_first(Scene& scene) {
    share_anew(scene);
    scene.start(lower_goes_first, {.priority = 50});
    const Thread second = scene.start(lower_goes_second, {.priority = 50});
    scene.expect_equal(yield_to(scene, second.time), 0, "nothing was consumed");
    scene.set_own_priority(50);
    user::yield();
    scene.set_own_priority(Scene::own_priority);
    scene.expect_equal(steps(), 1, "the other ran as well");
    scene.expect_equal(shared.returns, 1, "the one that was yielded to ran before it");
}

/// Yields to shared.target and keeps what it is told.
void yield_once(Word) {
    shared.answer = user::call(shared.target, user::detail::message_of(YieldTo{}));
    shared.returns.fetch_add(1);
    user::wait(shared.notification);
}
/// A thread that yields once, and may to any other.
Thread start_yielder(Scene& scene, Word priority, Capability context) {
    shared.target = context;
    const Thread yielder = scene.start(yield_once, {.priority = priority, .resumed = false});
    scene.succeed(yielder.control, api::thread::SetMaximumControlledPriority{scene.own_thread(), 255});
    scene.succeed(yielder.control, api::thread::Resume{});
    return yielder;
}

void second_yielder(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, Scene::own_priority, 8 * budget);
    start_yielder(scene, 90, busy.time);
    const Ticker ticker{scene, budget};
    // The other thread yields while this one sleeps; the busy one, above it, runs from there on.
    ticker.wait(2);
    scene.expect_equal(shared.returns, 0, "the first yielder waits");
    const std::uint64_t second = yield_to(scene, busy.time);
    scene.expect(second >= budget, "the second yielder is told what was consumed after it yielded");
    let_others_run(scene);
    scene.expect_equal(shared.returns, 1, "the first yielder goes on");
}

void first_is_told_its_part(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, 80, 8 * budget);
    start_yielder(scene, 80, busy.time);
    const Ticker ticker{scene, budget};
    ticker.wait(3);
    scene.expect(steps() > 0, "the busy thread runs");
    scene.expect_equal(shared.returns, 0, "the first yielder waits");
    // A thread above the busy one that yields to it ends the first one's wait, and returns at once.
    scene.expect_equal(yield_to(scene, busy.time), 0, "the second is told what was consumed since");
    ticker.wait(6);
    scene.expect_equal(shared.returns, 1, "the first yielder goes on");
    scene.expect_equal(shared.answer.label(), 0, "its answer");
    scene.expect_equal(shared.answer.length(), 64 / word_bits, "the words of its answer");
    scene.expect(shared.answer[0] >= budget && shared.answer[0] <= 4 * budget,
                 "the first is told what was consumed until then");
}

void suspended_yielder(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, 80, 8 * budget);
    const Thread yielder = start_yielder(scene, 80, busy.time);
    const Ticker ticker{scene, budget};
    ticker.wait(2);
    scene.succeed(yielder.control, api::thread::Suspend{});
    ticker.wait(1);
    scene.expect(consumed(scene, busy.time) > budget, "the time is told to who asks next");
    scene.expect_equal(shared.returns, 0, "the yielder was stopped");
}

void deleted_context(Scene& scene) {
    share_anew(scene);
    const Thread busy = start_busy(scene, 80, 8 * budget);
    start_yielder(scene, 80, busy.time);
    const Ticker ticker{scene, budget};
    ticker.wait(2);
    scene.remove(busy.time);
    let_others_run(scene);
    scene.expect_equal(shared.returns, 1, "the yielder goes on");
    scene.expect_equal(shared.answer.label(), 0, "its answer");
}

void to_thread_above(Scene& scene) {
    share_anew(scene);
    const Thread waiting = scene.start(step_when_signalled, {.priority = 150});
    user::signal(shared.notification);
    consumed(scene, waiting.time);
    const std::uint64_t told = yield_to(scene, waiting.time);
    scene.expect(told <= 100, "nothing, or nearly so, was consumed by one that waits");
}

void consumed_of_itself(Scene& scene) {
    consumed(scene, {initial::scheduling_context});
    share_anew(scene);
    const Ticker ticker{scene, budget};
    ticker.wait();
    const std::uint64_t little = consumed(scene, {initial::scheduling_context});
    scene.expect(little < budget, "a thread that sleeps consumes little");
}

constexpr std::array checks{
    holds("SchedulingContext_YieldTo",
          "what it tells is not told again; a context without time returns at once", tells_and_clears),
    holds("SchedulingContext_YieldTo", "it also tells what was consumed before", adds_to_earlier),
    holds("SchedulingContext_YieldTo", "to a thread that waits it returns at once", to_blocked_thread),
    holds("SchedulingContext_YieldTo", "to a thread that waits, above the caller, it returns at once",
          to_thread_above),
    holds("SchedulingContext_YieldTo", "a thread below the caller is put before its equals",
          lower_thread_comes_first),
    holds("SchedulingContext_YieldTo", "a second yielder ends the first one's wait", second_yielder),
    holds("SchedulingContext_YieldTo", "each yielder is told its own part", first_is_told_its_part),
    holds("SchedulingContext_YieldTo", "a yielder that is suspended is told nothing", suspended_yielder),
    holds("SchedulingContext_YieldTo", "a yielder goes on when the context is deleted", deleted_context),
    holds("SchedulingContext_Consumed", "it can be asked of the own context", consumed_of_itself),
};

} // namespace

std::span<const Check> yielding_checks() { return checks; }

} // namespace nacre::conformance
