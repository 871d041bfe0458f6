// SPDX-License-Identifier: MIT
// Whose time it is: contexts that are lent, returned, taken away in the middle of a call, or have no time
// just now.
#include <api/fault.hpp>
#include <core/object/notification.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/refill.hpp>
#include <gtest/gtest.h>
#include <support/refill_total.hpp>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

/// Its next refill is a second away.
void spend(World& world, SchedulingContext& context) {
    refill::first(context).time = world.processor().now + clock::from_microseconds(1'000'000);
}

/// A client has called a server, which runs on its own time.
struct Answer {
    World world;
    Cap endpoint = world.make_endpoint();
    Cap handler_endpoint = world.make_endpoint();
    Actor handler = world.make_thread({.priority = 90});
    Actor server = world.make_thread({.priority = 60});
    Actor client;

    explicit Answer(bool has_timeout_handler) {
        client = world.make_thread(
            {.priority = 50,
             .badge = 31,
             .timeout_handler = has_timeout_handler ? world.mint(handler_endpoint, 8) : nothing});
        world.receive(handler, handler_endpoint);
        world.receive(server, endpoint);
        world.call(client, endpoint);
        EXPECT_EQ(client.thread->state, ThreadState::blocked_on_reply);
        EXPECT_EQ(client.thread->scheduling_context, client.context);
    }
};

TEST(Contexts, AnAnswerToWhoHasNoTimeIsATimeout) {
    Answer answer{true};
    World& world = answer.world;
    spend(world, *answer.client.context);
    world.put_message(answer.server, {.label = 7});
    world.perform(answer.server, SystemCall::send, {answer.server.reply_cap});
    ASSERT_TRUE(world.runs(answer.handler));
    const Received told = world.received(answer.handler);
    EXPECT_EQ(told.badge, 8U);
    EXPECT_EQ(told.label, static_cast<Word>(api::FaultType::timeout));
    EXPECT_EQ(told.words[0], 31U);
    EXPECT_EQ(world.received(answer.client).label, 7U) << "the answer itself has arrived";
    // The handler lets it go on: it is not told again, and waits for its time.
    world.reply(answer.handler);
    EXPECT_TRUE(answer.client.thread->is_release_queued);
    EXPECT_EQ(answer.client.thread->state, ThreadState::restart);
}

TEST(Contexts, WithoutAHandlerWhoHasNoTimeWaitsForIt) {
    Answer answer{false};
    World& world = answer.world;
    spend(world, *answer.client.context);
    world.reply(answer.server);
    EXPECT_TRUE(world.runs(answer.server));
    EXPECT_TRUE(answer.client.thread->is_release_queued);
    EXPECT_EQ(answer.client.thread->state, ThreadState::running);
    world.must(answer.server.thread_cap, api::thread::Suspend{});
    world.must(answer.handler.thread_cap, api::thread::Suspend{});
    world.let_others_run();
    EXPECT_TRUE(world.runs(answer.client)) << "when the second is over";
}

TEST(Contexts, AnAnswerToWhoHasNoContextIsKept) {
    Answer answer{false};
    World& world = answer.world;
    world.must(answer.client.context_cap, api::scheduling_context::Unbind{});
    world.reply(answer.server, {.label = 3});
    EXPECT_EQ(answer.client.thread->state, ThreadState::running);
    EXPECT_FALSE(answer.client.thread->is_ready_queued);
    world.must(answer.client.context_cap, api::scheduling_context::Bind{{answer.client.thread_cap}});
    world.must(answer.server.thread_cap, api::thread::Suspend{});
    world.let_others_run();
    EXPECT_TRUE(world.runs(answer.client));
    EXPECT_EQ(world.received(answer.client).label, 3U);
}

TEST(Contexts, ABlockedThreadIsNotGivenAContextWithoutTime) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor waiter = world.make_thread();
    world.wait(waiter, endpoint);
    world.must(waiter.context_cap, api::scheduling_context::Unbind{});
    const auto bind = [&](Cap context) {
        return world.invoke(context, api::scheduling_context::Bind{{waiter.thread_cap}}).error();
    };
    const auto set = [&](Cap context) {
        return world
            .invoke(waiter.thread_cap,
                    api::thread::SetSchedulingParameters{{World::thread_cap}, 100, 100, {context}, {nothing}})
            .error();
    };
    const Cap unconfigured = world.make(api::ObjectType::scheduling_context, 8);
    EXPECT_EQ(bind(unconfigured), Error::illegal_operation);
    EXPECT_EQ(set(unconfigured), Error::illegal_operation);
    spend(world, *waiter.context);
    EXPECT_EQ(bind(waiter.context_cap), Error::illegal_operation);
    EXPECT_EQ(set(waiter.context_cap), Error::illegal_operation);
    refill::first(*waiter.context).time = 0;
    EXPECT_EQ(bind(waiter.context_cap), Error::no_error);
    EXPECT_EQ(waiter.thread->scheduling_context, waiter.context);
}

/// A client's call has lent its context to a passive server.
struct Loan {
    World world;
    Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    Actor client = world.make_thread({.priority = 50});

    Loan() {
        world.receive(server, endpoint);
        world.must(server.context_cap, api::scheduling_context::Unbind{});
        world.let_others_run();
        world.call(client, endpoint);
        EXPECT_EQ(server.thread->scheduling_context, client.context);
        EXPECT_EQ(client.context->reply, server.reply);
    }
};

TEST(Contexts, UnbindingALentOneEndsTheLoan) {
    Loan loan;
    World& world = loan.world;
    world.must(loan.client.context_cap, api::scheduling_context::Unbind{});
    EXPECT_EQ(loan.server.thread->scheduling_context, nullptr);
    EXPECT_EQ(loan.client.context->reply, nullptr);
    EXPECT_FALSE(loan.server.reply->in_stack());
    EXPECT_EQ(loan.client.thread->state, ThreadState::blocked_on_reply);
    // The server answers on time that it is given; nothing comes back to the client but the answer.
    world.must(loan.server.context_cap, api::scheduling_context::Bind{{loan.server.thread_cap}});
    world.let_others_run();
    world.reply(loan.server);
    EXPECT_EQ(loan.client.thread->state, ThreadState::running);
    EXPECT_EQ(loan.client.thread->scheduling_context, nullptr);
}

TEST(Contexts, AClientWithTimeOfItsOwnDoesNotTakeTheLoanBack) {
    Loan loan;
    World& world = loan.world;
    const Cap other = world.make_context(10'000, 10'000);
    SchedulingContext& context = world.slot(other).as<SchedulingContextView>().object();
    world.must(other, api::scheduling_context::Bind{{loan.client.thread_cap}});
    world.let_others_run();
    world.reply_receive(loan.server, loan.endpoint);
    EXPECT_EQ(loan.client.thread->scheduling_context, &context);
    EXPECT_EQ(loan.server.thread->scheduling_context, loan.client.context) << "it keeps what nobody claims";
    EXPECT_EQ(loan.client.context->reply, nullptr);
}

TEST(Contexts, DeletingALentOneLeavesTheAnswer) {
    Loan loan;
    World& world = loan.world;
    world.remove(loan.client.context_cap);
    EXPECT_EQ(loan.server.thread->scheduling_context, nullptr);
    EXPECT_FALSE(loan.server.reply->in_stack());
    EXPECT_EQ(loan.server.reply->thread, loan.client.thread);
}

TEST(Contexts, WhoDeletesTheOneItRunsOnIsChargedBefore) {
    for (const std::uint64_t budget : {10'000U, 1'000U}) { // in turns, and with refills
        World world;
        Actor actor = world.make_thread({.priority = 50, .budget = budget});
        world.let_others_run();
        ASSERT_TRUE(world.runs(actor));
        kernel::arch::fake_machine().pass_microseconds(5);
        world.put_message(actor, World::message_for(api::cnode::Delete{actor.context_cap, World::whole}));
        world.perform(actor, SystemCall::call, {.capability = World::cnode_cap});
        EXPECT_NE(world.processor().current_context, actor.context) << "its refills are gone";
        EXPECT_EQ(actor.thread->scheduling_context, nullptr);
    }
}

/// Two threads without time wait for a notification that has some.
struct Gift {
    World world;
    Cap notification = world.make_notification();
    Actor first = world.make_thread({.priority = 80});
    Actor second = world.make_thread({.priority = 70});
    Actor signaller = world.make_thread({.priority = 40});
    Cap context_cap = world.make_context(10'000, 10'000);
    SchedulingContext& context = world.slot(context_cap).as<SchedulingContextView>().object();

    explicit Gift(bool bound = true) {
        world.wait(first, notification);
        world.wait(second, notification);
        world.must(first.context_cap, api::scheduling_context::Unbind{});
        world.must(second.context_cap, api::scheduling_context::Unbind{});
        if (bound) {
            world.must(context_cap, api::scheduling_context::Bind{{notification}});
        }
        world.let_others_run();
    }
};

TEST(Contexts, ANotificationLendsToOneAtATime) {
    Gift gift;
    World& world = gift.world;
    world.signal(gift.signaller, gift.notification);
    ASSERT_TRUE(world.runs(gift.first));
    EXPECT_EQ(gift.first.thread->scheduling_context, &gift.context);
    // The second hears the next signal, but there is no time left to lend.
    world.signal(gift.first, gift.notification);
    EXPECT_EQ(gift.second.thread->state, ThreadState::running);
    EXPECT_EQ(gift.second.thread->scheduling_context, nullptr);
    EXPECT_TRUE(world.runs(gift.first));
}

TEST(Contexts, WithoutOneToLendAWaiterIsOnlyWoken) {
    Gift gift{false};
    World& world = gift.world;
    world.signal(gift.signaller, gift.notification);
    EXPECT_EQ(gift.first.thread->state, ThreadState::running);
    EXPECT_EQ(gift.first.thread->scheduling_context, nullptr);
    EXPECT_TRUE(world.runs(gift.signaller));
}

TEST(Contexts, AnUnconfiguredOneIsLentWithoutRunning) {
    Gift gift{false};
    World& world = gift.world;
    const Cap empty = world.make(api::ObjectType::scheduling_context, 8);
    world.must(empty, api::scheduling_context::Bind{{gift.notification}});
    world.let_others_run();
    world.signal(gift.signaller, gift.notification);
    EXPECT_TRUE(world.runs(gift.signaller));
    EXPECT_EQ(gift.first.thread->scheduling_context, &world.slot(empty).as<SchedulingContextView>().object());
    EXPECT_FALSE(gift.first.thread->is_ready_queued);
}

TEST(Contexts, DeletingTheNotificationFreesItsContext) {
    Gift gift;
    World& world = gift.world;
    world.must(gift.first.thread_cap, api::thread::Suspend{});
    world.must(gift.second.thread_cap, api::thread::Suspend{});
    world.remove(gift.notification);
    EXPECT_EQ(gift.context.notification, nullptr);
    world.must(gift.context_cap, api::scheduling_context::Bind{{world.make_notification()}});
}

TEST(Contexts, ATurnThatEndsJustWhenATimeoutIsAnsweredWaits) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor handler = world.make_thread({.priority = 90});
    world.receive(handler, endpoint);
    Actor limited = world.make_thread(
        {.priority = 60, .budget = 2000, .period = 10'000, .timeout_handler = world.mint(endpoint, 1)});
    world.let_others_run();
    world.pass_microseconds(2000);
    ASSERT_TRUE(world.runs(handler));
    world.reply(handler);
    EXPECT_TRUE(limited.thread->is_release_queued);
    EXPECT_EQ(world.processor().release.first(), limited.thread);
}

TEST(Contexts, ASporadicOneIsFreshWhenItIsBound) {
    World world;
    Actor actor = world.make_thread({.passive = true, .starts = false});
    const Cap cap = world.make_context(4000, 10'000, 2, 0, api::scheduling_control::flag::sporadic);
    SchedulingContext& context = world.slot(cap).as<SchedulingContextView>().object();
    arch::fake_machine().pass_microseconds(50'000);
    world.must(cap, api::scheduling_context::Bind{{actor.thread_cap}});
    EXPECT_EQ(refill::first(context).time, world.processor().now);
    EXPECT_EQ(total_of(context), clock::from_microseconds(4000));
}

} // namespace
} // namespace nacre::test
