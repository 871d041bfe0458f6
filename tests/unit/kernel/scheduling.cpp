// SPDX-License-Identifier: MIT
// Scheduling contexts: budgets, round robin, refills, timeouts, donation, Yield, YieldTo and Consumed;
// priorities.
#include <api/fault.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/scheduler.hpp>
#include <gtest/gtest.h>
#include <support/refill_total.hpp>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;
using api::scheduling_control::ConfigureFlags;

TEST(Scheduling, HigherPriorityRunsFirst) {
    World world;
    Actor low = world.make_thread({.priority = 10});
    world.let_others_run();
    EXPECT_TRUE(world.runs(low));
    Actor high = world.make_thread({.priority = 11});
    world.let_others_run();
    EXPECT_TRUE(world.runs(high));
    world.must(low.thread_cap, api::thread::SetPriority{{World::thread_cap}, 12});
    world.let_others_run();
    EXPECT_TRUE(world.runs(low));
}

TEST(Scheduling, RoundRobinTakesTurns) {
    World world;
    Actor one = world.make_thread({.budget = 1000, .period = 1000});
    Actor two = world.make_thread({.budget = 1000, .period = 1000});
    world.let_others_run();
    const bool one_first = world.runs(one);
    Actor& first = one_first ? one : two;
    Actor& second = one_first ? two : one;
    world.pass_microseconds(500);
    EXPECT_TRUE(world.runs(first));
    world.pass_microseconds(500);
    EXPECT_TRUE(world.runs(second));
    world.yield(second);
    EXPECT_TRUE(world.runs(first));
}

TEST(Scheduling, ATurnThatNobodyLookedAtIsOver) {
    // As of a core that another one stopped in the last moments of a turn, to take its thread away.
    World world;
    Actor one = world.make_thread({.budget = 1000, .period = 1000});
    world.let_others_run();
    ASSERT_TRUE(world.runs(one));
    Processor& processor = world.kernel().processors[0];
    processor.consumed = clock::from_microseconds(995);
    scheduler::commit_time(processor);
    EXPECT_TRUE(refill::is_sufficient(world.kernel().limits, *one.context, 0));
    EXPECT_EQ(total_of(*one.context), clock::from_microseconds(1000));
}

TEST(Clock, TheLongestTimeIsSeL4s) {
    // Measured on seL4: by ticks per millisecond on AArch64, per microsecond elsewhere.
    EXPECT_EQ(clock::longest_microseconds(62'500'000, 1000), 0x218d'ef41'6bdbU);
    EXPECT_EQ(clock::longest_microseconds(19'200'000, 1000), 0x6d3a'06d3'a06dU);
    EXPECT_EQ(clock::longest_microseconds(2'586'000'000, 1'000'000), 0x3'2af6'b1cb'55baU);
    EXPECT_EQ(static_cast<std::uint32_t>(clock::longest_microseconds(10'000'000, 1'000'000)), 0x3333'3333U);
    EXPECT_EQ(clock::longest_microseconds(), 0x218d'ef41'6bdbU) << "the fake machine is an AArch64";
}

TEST(Scheduling, ADumpWaitsForTimeAsAnyCallDoes) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 2000, .period = 10'000});
    Actor rest = world.make_thread({.priority = 50});
    world.let_others_run();
    ASSERT_TRUE(world.runs(limited));
    arch::fake_machine().pass_microseconds(2000);
    world.perform(limited, SystemCall::debug_dump_scheduler, {});
    EXPECT_TRUE(world.runs(rest));
    EXPECT_TRUE(limited.thread->is_release_queued);
    EXPECT_EQ(limited.thread->state, ThreadState::restart);
}

TEST(Scheduling, ABudgetEndsAndComesBackAPeriodLater) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 2000, .period = 10'000});
    Actor rest = world.make_thread({.priority = 50});
    world.let_others_run();
    ASSERT_TRUE(world.runs(limited));
    const Ticks start = refill::first(*limited.context).time;
    world.pass_microseconds(2000);
    EXPECT_TRUE(world.runs(rest));
    EXPECT_TRUE(limited.thread->is_release_queued);
    EXPECT_EQ(refill::first(*limited.context).time, start + clock::from_microseconds(10'000));
    world.pass_microseconds(7000);
    EXPECT_TRUE(world.runs(rest));
    world.pass_microseconds(1000);
    EXPECT_TRUE(world.runs(limited));
}

TEST(Scheduling, AnIdleMachineWaitsForTheNextRefill) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 1000, .period = 20'000});
    world.let_others_run();
    const Ticks before = arch::fake_machine().now;
    world.pass_microseconds(1000);
    // Time passed in the door: nobody else could run.
    EXPECT_TRUE(world.runs(limited));
    EXPECT_GE(arch::fake_machine().now + clock::from_microseconds(20),
              before + clock::from_microseconds(20'000));
    EXPECT_EQ(world.idle_count(), 0U);
}

/// However long the kernel takes to let it begin: else it might be interrupted in each period before its
/// first instruction. What it gets more is charged.
TEST(Scheduling, ABudgetLastsFromTheEndOfTheKernelsWork) {
    World world;
    constexpr unsigned budget = refill::minimum_budget_microseconds;
    Actor limited = world.make_thread({.priority = 60, .budget = budget, .period = 10'000});
    auto& machine = arch::fake_machine();
    const Ticks step = clock::from_microseconds(2);
    machine.on_work = [&] { machine.pass(step); };
    world.let_others_run();
    ASSERT_TRUE(world.runs(limited));
    const Ticks entry = limited.context->refills()[limited.context->head].time;
    EXPECT_GE(machine.now, entry + 2 * step);
    // The step of setting the deadline itself comes afterwards.
    EXPECT_GE(*machine.deadline + step, machine.now + clock::from_microseconds(budget));
    machine.on_work = nullptr;
    machine.now = *machine.deadline;
    world.pass_microseconds(0);
    EXPECT_EQ(total_of(*limited.context), clock::from_microseconds(budget));
}

/// A context that is woken a little early each time would get more than its share.
TEST(Scheduling, NoPeriodIsShorterThanAsked) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 100, .period = 1000});
    world.let_others_run();
    for (unsigned i = 0; i < 50; i++) {
        const Ticks start = refill::first(*limited.context).time;
        world.pass_microseconds(100);
        EXPECT_TRUE(world.runs(limited));
        EXPECT_GE(arch::fake_machine().now, start + clock::from_microseconds(1000));
        EXPECT_GE(refill::first(*limited.context).time, start + clock::from_microseconds(1000));
    }
}

TEST(Scheduling, SporadicUseComesBackInParts) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 4000, .period = 10'000, .extra_refills = 4});
    Actor rest = world.make_thread({.priority = 50});
    const Cap bell = world.make_notification();
    world.let_others_run();
    world.pass_microseconds(1000);
    world.wait(limited, bell); // used a quarter
    world.pass_microseconds(3000);
    EXPECT_EQ(limited.context->count, 2U);
    EXPECT_EQ(total_of(*limited.context), clock::from_microseconds(4000));
    EXPECT_EQ(refill::last(*limited.context).amount, clock::from_microseconds(1000));
    world.signal(rest, bell);
    ASSERT_TRUE(world.runs(limited));
    world.pass_microseconds(3000);
    EXPECT_TRUE(world.runs(rest));
    EXPECT_EQ(total_of(*limited.context), clock::from_microseconds(4000));
}

TEST(Scheduling, ATimeoutIsTold) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap handler_cap = world.mint(endpoint, 13);
    Actor handler = world.make_thread({.priority = 90});
    world.receive(handler, endpoint);
    Actor limited = world.make_thread(
        {.priority = 60, .budget = 2000, .period = 10'000, .badge = 55, .timeout_handler = handler_cap});
    world.let_others_run();
    world.pass_microseconds(2000);
    ASSERT_TRUE(world.runs(handler));
    const Received fault = world.received(handler);
    EXPECT_EQ(fault.badge, 13U);
    EXPECT_EQ(fault.label, static_cast<Word>(api::FaultType::timeout));
    EXPECT_EQ(fault.words[0], 55U);
    EXPECT_GE(fault.words[1], 1990U);
    EXPECT_LE(fault.words[1], 2010U);
    EXPECT_EQ(limited.thread->state, ThreadState::blocked_on_reply);
    // Answered, it waits for its next refill.
    world.reply_receive(handler, endpoint);
    EXPECT_TRUE(world.runs(limited) || limited.thread->is_release_queued);
}

TEST(Scheduling, ConfigureChecksItsTimes) {
    World world;
    const Cap context = world.make_context(1000, 1000);
    const auto configure = [&](std::uint64_t budget, std::uint64_t period, Word extra) {
        return world.invoke(world.scheduling_control_cap(),
                            ConfigureFlags{{context}, budget, period, extra, 0, 0});
    };
    EXPECT_EQ(configure(5, 1000, 0).error(), Error::range_error);
    EXPECT_EQ(configure(5, 1000, 0).words[0], refill::minimum_budget_microseconds);
    EXPECT_EQ(configure(2000, 1000, 0).error(), Error::range_error);
    EXPECT_EQ(configure(~std::uint64_t{0} / 2, ~std::uint64_t{0}, 0).error(), Error::range_error);
    const Word most = api::maximum_extra_refills(api::minimum_scheduling_context_bits);
    EXPECT_EQ(configure(1000, 2000, most + 1).error(), Error::range_error);
    EXPECT_EQ(configure(1000, 2000, most + 1).words, (std::vector<Word>{0, most}));
    EXPECT_EQ(configure(1000, 2000, most).error(), Error::no_error);
    EXPECT_EQ(
        world.invoke(world.scheduling_control_cap(), ConfigureFlags{{World::thread_cap}, 1000, 1000, 0, 0, 0})
            .error(),
        Error::invalid_capability);
}

TEST(Scheduling, ChangingABudgetKeepsItsSum) {
    World world;
    Actor actor = world.make_thread({.budget = 4000, .period = 10'000});
    world.let_others_run();
    world.pass_microseconds(1500);
    world.must(world.scheduling_control_cap(), ConfigureFlags{{actor.context_cap}, 6000, 20'000, 0, 0, 0});
    EXPECT_EQ(total_of(*actor.context), clock::from_microseconds(6000));
    world.must(world.scheduling_control_cap(), ConfigureFlags{{actor.context_cap}, 1000, 20'000, 0, 0, 0});
    EXPECT_EQ(total_of(*actor.context), clock::from_microseconds(1000));
}

TEST(Scheduling, BindingRules) {
    World world;
    Actor actor = world.make_thread();
    const Cap context = world.make_context(1000, 1000);
    const auto bind = [&](Cap to) {
        return world.invoke(context, api::scheduling_context::Bind{{to}}).error();
    };
    EXPECT_EQ(bind(actor.thread_cap), Error::illegal_operation);
    EXPECT_EQ(bind(World::cnode_cap), Error::invalid_capability);
    world.must(actor.context_cap, api::scheduling_context::Unbind{});
    EXPECT_EQ(bind(actor.thread_cap), Error::no_error);
    EXPECT_EQ(bind(actor.thread_cap), Error::illegal_operation);
    EXPECT_EQ(world.invoke(context, api::scheduling_context::UnbindObject{{World::thread_cap}}).error(),
              Error::illegal_operation);
    world.must(context, api::scheduling_context::UnbindObject{{actor.thread_cap}});
    EXPECT_EQ(actor.thread->scheduling_context, nullptr);
    // The root task cannot take its own context away.
    EXPECT_EQ(
        world.invoke(api::initial_capability::scheduling_context, api::scheduling_context::Unbind{}).error(),
        Error::illegal_operation);
}

TEST(Scheduling, ConsumedCountsFromTheLastQuestion) {
    World world;
    Actor actor = world.make_thread({.budget = 50'000, .period = 50'000});
    world.let_others_run();
    world.pass_microseconds(700);
    const Received first = world.must(actor.context_cap, api::scheduling_context::Consumed{});
    EXPECT_EQ(first.words[0], 700U);
    EXPECT_EQ(world.must(actor.context_cap, api::scheduling_context::Consumed{}).words[0], 0U);
}

TEST(Scheduling, YieldToRunsTheOther) {
    World world;
    Actor one = world.make_thread({.priority = 50, .budget = 20'000, .period = 20'000});
    Actor two = world.make_thread({.priority = 50, .budget = 20'000, .period = 20'000});
    world.must(two.thread_cap, api::thread::SetPriority{{World::thread_cap}, 40});
    world.let_others_run();
    ASSERT_TRUE(world.runs(one));
    // Less urgent: it is only moved to the front, and the answer comes at once.
    world.put_message(one, World::message_for(api::scheduling_context::YieldTo{}));
    world.perform(one, SystemCall::call, {.capability = two.context_cap});
    EXPECT_TRUE(world.runs(one));
    world.must(two.thread_cap, api::thread::SetPriority{{World::thread_cap}, 50});
    world.let_others_run();
    Actor& running = world.runs(one) ? one : two;
    Actor& other = world.runs(one) ? two : one;
    world.put_message(running, World::message_for(api::scheduling_context::YieldTo{}));
    world.perform(running, SystemCall::call, {.capability = other.context_cap});
    EXPECT_TRUE(world.runs(other));
    EXPECT_EQ(running.thread->yielding_to, other.context);
    world.pass_microseconds(300);
    world.wait(other, other.reply_cap); // nothing to wait on: it faults and stops
    EXPECT_TRUE(world.runs(running));
    EXPECT_EQ(world.received(running).words[0], 300U);
}

TEST(Scheduling, ThePassiveServerRunsOnItsClientsTime) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    world.receive(server, endpoint);
    world.must(server.context_cap, api::scheduling_context::Unbind{});
    Actor client = world.make_thread({.priority = 50, .budget = 5000, .period = 10'000});
    world.let_others_run();
    world.call(client, endpoint);
    ASSERT_TRUE(world.runs(server));
    EXPECT_EQ(server.thread->scheduling_context, client.context);
    EXPECT_EQ(client.thread->scheduling_context, nullptr);
    EXPECT_EQ(client.context->reply, server.reply);
    world.pass_microseconds(1000);
    world.reply_receive(server, endpoint);
    EXPECT_TRUE(world.runs(client));
    EXPECT_EQ(client.thread->scheduling_context, client.context);
    EXPECT_EQ(world.must(client.context_cap, api::scheduling_context::Consumed{}).words[0], 1000U);
}

TEST(Scheduling, AChainOfCallsUnwinds) {
    World world;
    std::vector<Actor> servers;
    std::vector<Cap> endpoints;
    for (unsigned index = 0; index < 4; index++) {
        endpoints.push_back(world.make_endpoint());
        servers.push_back(world.make_thread({.priority = static_cast<Priority>(60 + index)}));
        world.receive(servers[index], endpoints[index]);
        world.must(servers[index].context_cap, api::scheduling_context::Unbind{});
    }
    Actor client = world.make_thread({.priority = 50});
    world.let_others_run();
    world.call(client, endpoints[0], {.label = 1, .words = {1, 2, 3, 4, 5}});
    for (unsigned index = 0; index + 1 < 4; index++) {
        // A server needs another reply object to call with: the callee's.
        world.call(servers[index], endpoints[index + 1], {.label = 2});
    }
    ASSERT_TRUE(world.runs(servers[3]));
    EXPECT_EQ(servers[3].thread->scheduling_context, client.context);
    // One in the middle is deleted: its caller's time comes back only as far as the chain still leads.
    world.remove(servers[1].reply_cap);
    world.let_others_run();
    world.reply_receive(servers[3], endpoints[3]);
    EXPECT_TRUE(world.runs(servers[2]));
    world.reply_receive(servers[2], endpoints[2]);
    EXPECT_EQ(servers[2].thread->state, ThreadState::blocked_on_receive);
}

TEST(Scheduling, DeletingAReplyReturnsTheTime) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    world.receive(server, endpoint);
    world.must(server.context_cap, api::scheduling_context::Unbind{});
    Actor client = world.make_thread({.priority = 50});
    world.let_others_run();
    world.call(client, endpoint);
    world.remove(server.reply_cap);
    EXPECT_EQ(client.thread->scheduling_context, client.context);
    EXPECT_EQ(client.thread->state, ThreadState::inactive);
}

TEST(Priority, IsBoundByTheAuthoritysMaximum) {
    World world;
    Actor actor = world.make_thread({.priority = 50});
    Actor other = world.make_thread({.priority = 40});
    const auto set = [&](Cap authority, Word priority) {
        return world.invoke(other.thread_cap, api::thread::SetPriority{{authority}, priority});
    };
    EXPECT_EQ(set(actor.thread_cap, 51).error(), Error::range_error);
    EXPECT_EQ(set(actor.thread_cap, 51).words, (std::vector<Word>{0, 50}));
    EXPECT_EQ(set(actor.thread_cap, 50).error(), Error::no_error);
    EXPECT_EQ(other.thread->priority, 50);
    EXPECT_EQ(set(world.untyped_cap(), 1).error(), Error::invalid_capability);
    EXPECT_EQ(set(World::thread_cap, 256).error(), Error::range_error);
    EXPECT_EQ(
        world.invoke(other.thread_cap, api::thread::SetMaximumControlledPriority{{actor.thread_cap}, 51})
            .error(),
        Error::range_error);
    world.must(other.thread_cap, api::thread::SetMaximumControlledPriority{{actor.thread_cap}, 20});
    EXPECT_EQ(other.thread->maximum_controlled_priority, 20);
    EXPECT_EQ(set(other.thread_cap, 21).error(), Error::range_error);
}

TEST(SchedulingParameters, TheSameContextMayBeNamedAgain) {
    World world;
    const Actor actor = world.make_thread();
    const api::thread::SetSchedulingParameters again{{World::thread_cap}, 7, 8, {actor.context_cap}, {}};
    world.must(actor.thread_cap, again);
    EXPECT_EQ(actor.thread->scheduling_context, actor.context);
    EXPECT_EQ(actor.thread->priority, 8);
    const Actor other = world.make_thread();
    EXPECT_EQ(world.invoke(other.thread_cap, again).error(), Error::illegal_operation);
}

} // namespace
} // namespace nacre::test
