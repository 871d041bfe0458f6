// SPDX-License-Identifier: MIT
// Messages give way to interrupts before anything is changed, and between the halves of a call.
#include "awaited_interrupt.hpp"
#include "root_cnode.hpp"

#include <core/capability/views.hpp>
#include <gtest/gtest.h>

#include <vector>

namespace nacre::test {
namespace {

using namespace kernel;

/// A server, with a client that waits for its answer and another one whose message waits. All messages have
/// capabilities with them.
struct Exchange {
    World world;
    Cap endpoint = world.make_endpoint();
    Cap carried = world.make_notification();
    Cap into_server = world.free_slot();
    Cap into_client = world.free_slot();
    Actor server = world.make_thread({.priority = 10});
    Actor client = world.make_thread({.priority = 30});
    Actor next_client = world.make_thread({.priority = 20});

    Exchange() {
        name_slot(server, into_server);
        name_slot(client, into_client);
        world.call(client, endpoint, {.label = 1});
        world.call(next_client, endpoint, {.label = 2, .words = {22}, .capabilities = {carried}});
        world.receive(server, endpoint);
        EXPECT_EQ(world.received(server).label, 1U);
        world.let_others_run();
    }
    static void name_slot(Actor& receiver, Cap slot) {
        api::IpcBuffer& buffer = *receiver.thread->ipc_buffer(true);
        buffer.receive_cnode = node;
        buffer.receive_index = slot;
        buffer.receive_depth = whole;
    }
    void expect_both_messages_arrived() {
        EXPECT_EQ(world.received(server).label, 2U);
        EXPECT_EQ(world.received(server).words, std::vector<Word>{22});
        EXPECT_TRUE(world.slot(into_server).is<NotificationView>());
        EXPECT_EQ(world.received(client).label, 3U);
        EXPECT_EQ(world.received(client).words, std::vector<Word>{33});
        EXPECT_TRUE(world.slot(into_client).is<NotificationView>());
        EXPECT_EQ(next_client.thread->state, ThreadState::blocked_on_reply);
        world.check();
    }
};

/// Whatever the two halves of a call name is looked up before the first of them has changed anything, with
/// looks for interrupts between.
TEST(StoppedMessages, AMessageWithCapabilitiesStopsBeforeItIsSent) {
    for (unsigned look = 1; look <= 2; look++) {
        Exchange exchange;
        Driver driver{exchange.world};
        exchange.world.let_others_run();
        Driver::come_at_look(look);
        exchange.world.put_message(exchange.server,
                                   {.label = 3, .words = {33}, .capabilities = {exchange.carried}});
        exchange.world.perform(exchange.server, SystemCall::reply_receive,
                               {exchange.endpoint, exchange.server.reply_cap});
        ASSERT_TRUE(exchange.world.runs(driver.thread)) << look;
        EXPECT_EQ(exchange.client.thread->state, ThreadState::blocked_on_reply) << look;
        EXPECT_EQ(exchange.next_client.thread->state, ThreadState::blocked_on_send) << look;
        exchange.world.wait(driver.thread, driver.notification);
        exchange.expect_both_messages_arrived();
    }
}

TEST(StoppedMessages, AnAnswerWithoutCapabilitiesStopsBeforeItIsSent) {
    Exchange exchange;
    interrupt_at_next_look();
    exchange.world.put_message(exchange.server, {.label = 3, .words = {33}});
    exchange.world.perform(exchange.server, SystemCall::reply_receive,
                           {exchange.endpoint, exchange.server.reply_cap});
    EXPECT_EQ(exchange.world.restarts, 1U);
    EXPECT_EQ(exchange.world.received(exchange.client).label, 3U);
    EXPECT_EQ(exchange.world.received(exchange.server).label, 2U);
}

TEST(StoppedMessages, AReceiverStopsBeforeItReceives) {
    Exchange exchange;
    exchange.world.reply(exchange.server, {.label = 3, .words = {33}, .capabilities = {exchange.carried}});
    exchange.world.wait(exchange.client, exchange.carried);
    interrupt_at_next_look();
    exchange.world.receive(exchange.server, exchange.endpoint);
    EXPECT_EQ(exchange.world.restarts, 1U);
    exchange.expect_both_messages_arrived();
}

TEST(StoppedMessages, WhoSendsToNowhereStopsBeforeItReceives) {
    Exchange exchange;
    interrupt_at_next_look();
    exchange.world.put_message(exchange.server, {.capabilities = {exchange.carried, ~Cap{0}}});
    exchange.world.perform(exchange.server, SystemCall::non_blocking_send_receive,
                           {.capability = exchange.endpoint,
                            .reply = exchange.server.reply_cap,
                            .destination = exchange.endpoint});
    EXPECT_EQ(exchange.world.restarts, 1U);
    EXPECT_EQ(exchange.world.received(exchange.server).label, 2U);
}

TEST(StoppedMessages, ACallThatIsStoppedOnceMoreBeforeItGoesOnKeepsItsProgress) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap badged = world.mint(endpoint, 1);
    std::vector<Actor> senders;
    for (unsigned index = 0; index < 8; index++) {
        senders.push_back(world.make_thread({.priority = static_cast<Priority>(90 - index)}));
        world.send(senders.back(), badged);
    }
    Driver driver{world};
    Actor canceller = world.make_thread({.priority = 20});
    Message message = World::message_for(api::cnode::CancelBadgedSends{badged, whole});
    message.capabilities = {endpoint}; // one too many: it is looked up, and there is a look behind it
    world.put_message(canceller, message);
    world.let_others_run();
    Driver::come_at_look(4);
    world.perform(canceller, SystemCall::call, {.capability = node});
    ASSERT_TRUE(world.runs(driver.thread));
    const Word progress = canceller.thread->unfinished.progress;
    EXPECT_NE(progress, 0U);
    world.invoke_as(driver.thread, driver.line, api::interrupt_handler::Acknowledge{});
    Driver::come_at_look(2); // behind the driver's own, the one that comes before the call goes on
    world.wait(driver.thread, driver.notification);
    ASSERT_TRUE(world.runs(driver.thread));
    EXPECT_EQ(canceller.thread->unfinished.progress, progress);
}

/// What the first half made is moved away before the call goes on: it is not made again.
TEST(StoppedMessages, ACallThatStopsBetweenItsHalvesDoesNotSendAgain) {
    for (unsigned look = 2; look <= 3; look++) {
        World world;
        const Cap endpoint = world.make_endpoint();
        const Cap memory = world.make_untyped(12);
        const Cap made = world.free_slot();
        const Cap elsewhere = world.free_slot();
        Driver driver{world};
        Actor maker = world.make_thread({.priority = 20});
        const auto type = static_cast<Word>(api::ObjectType::endpoint);
        world.put_message(maker, World::message_for(api::untyped::Retype{type, 0, {node}, 0, 0, made, 1}));
        world.let_others_run();
        Driver::come_at_look(look);
        world.perform(maker, SystemCall::non_blocking_send_receive,
                      {.capability = endpoint, .reply = maker.reply_cap, .destination = memory});
        ASSERT_TRUE(world.runs(driver.thread)) << look;
        EXPECT_TRUE(world.slot(made).is<EndpointView>()) << look;
        world.invoke_as(driver.thread, node, api::cnode::Move{elsewhere, whole, {node}, made, whole});
        world.wait(driver.thread, driver.notification);
        EXPECT_EQ(maker.thread->state, ThreadState::blocked_on_receive) << look;
        EXPECT_EQ(world.restarts, 1U) << look;
        EXPECT_TRUE(world.slot(made).empty()) << look;
        EXPECT_EQ(maker.thread->unfinished.progress, 0U) << look;
    }
}

} // namespace
} // namespace nacre::test
