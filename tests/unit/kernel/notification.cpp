// SPDX-License-Identifier: MIT
// Notifications: signals are or-ed, waiters are woken one by one, a bound thread hears of them while
// receiving.
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

struct Signals {
    World world;
    Cap notification = world.make_notification();
    Cap one = world.mint(notification, 0b0001);
    Cap four = world.mint(notification, 0b0100);
    Notification& object = world.slot(notification).as<NotificationView>().object();
    Actor high = world.make_thread({.priority = 60});
    Actor low = world.make_thread({.priority = 50});
};

TEST(Notification, BindingDoesNotDeliver) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap bell = world.make_notification();
    Actor waiter = world.make_thread({.priority = 60});
    Actor other = world.make_thread({.priority = 50});
    world.let_others_run();
    world.receive(waiter, endpoint);
    world.signal(other, bell);
    world.must(waiter.thread_cap, api::thread::BindNotification{{bell}});
    EXPECT_EQ(waiter.thread->state, ThreadState::blocked_on_receive);
    EXPECT_EQ(world.slot(bell).as<NotificationView>().object().state, NotificationState::active);
    // Nothing is lost: the next look finds the signal.
    world.let_others_run();
    world.send(other, endpoint, {.label = 3});
    ASSERT_TRUE(world.runs(waiter));
    EXPECT_EQ(world.received(waiter).label, 3U);
    world.receive(waiter, endpoint);
    EXPECT_TRUE(world.runs(waiter));
    EXPECT_EQ(world.slot(bell).as<NotificationView>().object().state, NotificationState::idle);
}

TEST(Notification, SignalsAreOredUntilTaken) {
    Signals signals;
    World& world = signals.world;
    world.let_others_run();
    world.signal(signals.high, signals.one);
    world.signal(signals.high, signals.four);
    world.wait(signals.high, signals.notification);
    EXPECT_TRUE(world.runs(signals.high));
    EXPECT_EQ(world.received(signals.high).badge, 0b0101U);
    // Taken: the next poll finds nothing.
    world.perform(signals.high, SystemCall::non_blocking_wait, {signals.notification});
    EXPECT_EQ(world.received(signals.high).badge, 0U);
}

TEST(Notification, OneSignalWakesOneWaiter) {
    Signals signals;
    World& world = signals.world;
    Actor third = world.make_thread({.priority = 40});
    world.wait(signals.high, signals.notification);
    world.wait(signals.low, signals.notification);
    world.signal(third, signals.one);
    EXPECT_TRUE(world.runs(signals.high));
    EXPECT_EQ(world.received(signals.high).badge, 0b0001U);
    EXPECT_EQ(signals.low.thread->state, ThreadState::blocked_on_notification);
    world.signal(signals.high, signals.four);
    EXPECT_EQ(signals.low.thread->state, ThreadState::running);
    EXPECT_EQ(world.received(signals.low).badge, 0b0100U);
}

TEST(Notification, ABoundThreadHearsWhileReceiving) {
    Signals signals;
    World& world = signals.world;
    const Cap endpoint = world.make_endpoint();
    world.must(signals.high.thread_cap, api::thread::BindNotification{{signals.notification}});
    world.receive(signals.high, endpoint);
    world.signal(signals.low, signals.one);
    EXPECT_TRUE(world.runs(signals.high));
    EXPECT_EQ(world.received(signals.high).badge, 0b0001U);
    EXPECT_EQ(signals.high.thread->reply, nullptr);
    // A pending signal arrives before a message.
    world.signal(signals.high, signals.four);
    world.receive(signals.high, endpoint);
    EXPECT_EQ(world.received(signals.high).badge, 0b0100U);
}

TEST(Notification, BindingRules) {
    Signals signals;
    World& world = signals.world;
    const auto bind = [&](Actor& actor, Cap cap) {
        return world.invoke(actor.thread_cap, api::thread::BindNotification{{cap}}).error();
    };
    EXPECT_EQ(bind(signals.high, world.copy(signals.notification, CapabilityRights::write())),
              Error::illegal_operation);
    EXPECT_EQ(bind(signals.high, signals.notification), Error::no_error);
    EXPECT_EQ(bind(signals.high, world.make_notification()), Error::illegal_operation);
    EXPECT_EQ(bind(signals.low, signals.notification), Error::illegal_operation);
    // Only the bound thread may wait on it.
    world.let_others_run();
    world.wait(signals.high, world.make_notification());
    world.wait(signals.low, signals.notification);
    EXPECT_EQ(signals.low.thread->state, ThreadState::inactive);
    world.must(signals.high.thread_cap, api::thread::UnbindNotification{});
    EXPECT_EQ(world.invoke(signals.high.thread_cap, api::thread::UnbindNotification{}).error(),
              Error::illegal_operation);
    EXPECT_EQ(bind(signals.low, signals.notification), Error::no_error);
}

TEST(Notification, DeletingItUnbindsAndRestarts) {
    Signals signals;
    World& world = signals.world;
    world.must(signals.low.thread_cap, api::thread::BindNotification{{signals.notification}});
    world.must(signals.high.thread_cap, api::thread::Suspend{});
    world.wait(signals.low, signals.notification);
    for (const Cap cap : {signals.one, signals.four, signals.notification}) {
        EXPECT_EQ(signals.low.thread->state, ThreadState::blocked_on_notification);
        world.remove(cap);
    }
    EXPECT_EQ(signals.low.thread->state, ThreadState::restart);
    EXPECT_EQ(signals.low.thread->bound_notification, nullptr);
}

TEST(Notification, ItsContextRunsAPassiveWaiter) {
    Signals signals;
    World& world = signals.world;
    Actor passive = world.make_thread({.priority = 80});
    world.wait(passive, signals.notification);
    world.must(passive.context_cap, api::scheduling_context::Unbind{});
    world.must(passive.context_cap, api::scheduling_context::Bind{{signals.notification}});
    EXPECT_EQ(passive.thread->scheduling_context, nullptr);
    world.let_others_run();
    world.signal(signals.high, signals.one);
    EXPECT_TRUE(world.runs(passive));
    EXPECT_EQ(passive.thread->scheduling_context, passive.context);
    // Waiting again gives it back.
    world.wait(passive, signals.notification);
    EXPECT_EQ(passive.thread->scheduling_context, nullptr);
    EXPECT_EQ(passive.context->thread, nullptr);
    EXPECT_TRUE(world.runs(signals.high));
}

} // namespace
} // namespace nacre::test
