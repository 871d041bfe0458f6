// SPDX-License-Identifier: MIT
// Endpoints: who meets whom, with which badge, and which capabilities travel.
#include "root_cnode.hpp"

#include <api/fault.hpp>
#include <gtest/gtest.h>

namespace nacre::test {
namespace {

using namespace kernel;

struct Pair {
    World world;
    Actor server = world.make_thread({.priority = 60});
    Actor client = world.make_thread({.priority = 50});
    Cap endpoint = world.make_endpoint();
    Cap badged = world.mint(endpoint, 77);
};

TEST(Endpoint, AMessageArrivesWhole) {
    Pair pair;
    pair.world.receive(pair.server, pair.endpoint);
    Message message{.label = 5, .words = {}};
    for (Word word = 0; word < api::message_maximum_length; word++) {
        message.words.push_back(word * 3 + 1);
    }
    pair.world.send(pair.client, pair.badged, message);
    EXPECT_TRUE(pair.world.runs(pair.server));
    const Received got = pair.world.received(pair.server);
    EXPECT_EQ(got.badge, 77U);
    EXPECT_EQ(got.label, 5U);
    EXPECT_EQ(got.words, message.words);
    EXPECT_EQ(pair.client.thread->state, ThreadState::running);
}

TEST(Endpoint, SendersWaitForAReceiver) {
    Pair pair;
    pair.world.wait(pair.server, pair.world.make_notification()); // out of the way
    pair.world.let_others_run();
    pair.world.send(pair.client, pair.badged, {.label = 1, .words = {9, 8, 7, 6, 5}});
    EXPECT_EQ(pair.client.thread->state, ThreadState::blocked_on_send);
    Actor receiver = pair.world.make_thread();
    pair.world.receive(receiver, pair.endpoint);
    EXPECT_EQ(pair.world.received(receiver).words, (std::vector<Word>{9, 8, 7, 6, 5}));
    EXPECT_EQ(pair.world.received(receiver).badge, 77U);
    EXPECT_EQ(pair.client.thread->state, ThreadState::running);
}

TEST(Endpoint, TheMostUrgentWaiterComesFirst) {
    World world;
    const Cap endpoint = world.make_endpoint();
    std::vector<Actor> senders;
    for (const Priority priority : {Priority{30}, Priority{50}, Priority{40}, Priority{50}}) {
        senders.push_back(world.make_thread({.priority = priority}));
        world.send(senders.back(), endpoint, {.label = senders.size()});
    }
    Actor receiver = world.make_thread({.priority = 20});
    // Equal priorities in the order of arrival.
    world.must(senders[2].thread_cap, api::thread::SetPriority{{World::thread_cap}, 60});
    for (Actor& sender : senders) {
        world.must(sender.thread_cap,
                   api::thread::SetPriority{{World::thread_cap}, Word{sender.thread->priority} - 19U});
    }
    std::vector<Word> order;
    for (unsigned count = 0; count < 4; count++) {
        world.must(receiver.thread_cap, api::thread::SetPriority{{World::thread_cap}, 70});
        world.poll_receive(receiver, endpoint);
        order.push_back(world.received(receiver).label);
    }
    EXPECT_EQ(order, (std::vector<Word>{3, 2, 4, 1}));
}

TEST(Endpoint, PollingNeverBlocks) {
    Pair pair;
    pair.world.let_others_run();
    pair.world.poll_receive(pair.server, pair.endpoint);
    EXPECT_TRUE(pair.world.runs(pair.server));
    EXPECT_EQ(pair.world.received(pair.server).badge, 0U);
    pair.world.poll_send(pair.server, pair.badged, {.label = 3});
    EXPECT_TRUE(pair.world.runs(pair.server));
    pair.world.receive(pair.server, pair.endpoint); // nothing was kept
    EXPECT_EQ(pair.server.thread->state, ThreadState::blocked_on_receive);
    pair.world.poll_send(pair.client, pair.badged, {.label = 3});
    EXPECT_TRUE(pair.world.runs(pair.server));
    EXPECT_EQ(pair.world.received(pair.server).label, 3U);
}

TEST(Endpoint, RightsAreAskedFor) {
    Pair pair;
    const Cap send_only = pair.world.copy(pair.endpoint, CapabilityRights::write());
    const Cap receive_only = pair.world.copy(pair.endpoint, CapabilityRights::read());
    pair.world.let_others_run();
    // A call without the right to send is refused like one of no capability at all ...
    pair.world.call(pair.server, receive_only);
    EXPECT_EQ(pair.world.received(pair.server).error(), Error::invalid_capability);
    // ... a receive without the right to receive is a fault.
    pair.world.receive(pair.server, send_only);
    EXPECT_EQ(pair.server.thread->state, ThreadState::inactive);
}

TEST(Endpoint, CallAndReply) {
    Pair pair;
    pair.world.receive(pair.server, pair.endpoint);
    pair.world.call(pair.client, pair.badged, {.label = 1, .words = {1, 2, 3, 4, 5}});
    EXPECT_EQ(pair.client.thread->state, ThreadState::blocked_on_reply);
    EXPECT_EQ(pair.client.thread->reply, pair.server.reply);
    pair.world.reply_receive(pair.server, pair.endpoint, {.label = 2, .words = {5, 4, 3, 2, 1}});
    EXPECT_TRUE(pair.world.runs(pair.client));
    EXPECT_EQ(pair.world.received(pair.client).label, 2U);
    EXPECT_EQ(pair.world.received(pair.client).words, (std::vector<Word>{5, 4, 3, 2, 1}));
    EXPECT_EQ(pair.world.received(pair.client).badge, 0U);
    EXPECT_EQ(pair.server.thread->state, ThreadState::blocked_on_receive);
}

TEST(Endpoint, AReplyIsGivenOnce) {
    Pair pair;
    pair.world.receive(pair.server, pair.endpoint);
    pair.world.call(pair.client, pair.badged);
    pair.world.reply(pair.server, {.label = 2});
    EXPECT_EQ(pair.world.received(pair.client).label, 2U);
    pair.world.reply(pair.server, {.label = 3});
    EXPECT_EQ(pair.world.received(pair.client).label, 2U);
    EXPECT_TRUE(pair.world.runs(pair.server));
}

TEST(Endpoint, ACallNobodyMayAnswerStopsTheCaller) {
    Pair pair;
    const Cap no_answer = pair.world.copy(pair.endpoint, CapabilityRights::write());
    pair.world.receive(pair.server, pair.endpoint);
    pair.world.call(pair.client, no_answer, {.label = 4});
    EXPECT_EQ(pair.world.received(pair.server).label, 4U);
    EXPECT_EQ(pair.client.thread->state, ThreadState::inactive);
}

TEST(Endpoint, SendThenReceiveInOneCall) {
    Pair pair;
    const Cap other = pair.world.make_endpoint();
    Actor& server = pair.server;
    pair.world.wait(server, pair.endpoint);
    pair.world.put_message(pair.client, {.label = 6});
    pair.world.perform(pair.client, SystemCall::non_blocking_send_wait,
                       {.capability = other, .reply = pair.badged});
    EXPECT_EQ(pair.world.received(server).label, 6U);
    EXPECT_EQ(pair.client.thread->state, ThreadState::blocked_on_receive);
    pair.world.put_message(server, {.label = 8});
    pair.world.perform(server, SystemCall::non_blocking_send_receive,
                       {.capability = pair.endpoint, .reply = server.reply_cap, .destination = other});
    EXPECT_EQ(pair.world.received(pair.client).label, 8U);
    EXPECT_EQ(server.thread->state, ThreadState::blocked_on_receive);
}

/// Receives with an empty slot for a capability, and sends one.
struct Transfer : Pair {
    Transfer() {
        slot = world.free_slot();
        api::IpcBuffer& buffer = *server.thread->ipc_buffer(true);
        buffer.receive_cnode = node;
        buffer.receive_index = slot;
        buffer.receive_depth = whole;
        world.receive(server, endpoint);
    }
    Received send(Cap through, std::vector<Cap> capabilities) {
        world.send(client, through, {.label = 1, .words = {42}, .capabilities = std::move(capabilities)});
        return world.received(server);
    }
    Cap slot = nothing;
};

TEST(Transfer, ACapabilityTravelsWithGrant) {
    Transfer transfer;
    const Cap notification = transfer.world.make_notification();
    const Received got = transfer.send(transfer.badged, {notification});
    EXPECT_EQ(got.extra, 1U);
    EXPECT_EQ(got.unwrapped, 0U);
    ASSERT_TRUE(transfer.world.slot(transfer.slot).is<NotificationView>());
    // It is a copy of the sender's: revoking the original takes it away.
    transfer.world.revoke(notification);
    EXPECT_TRUE(transfer.world.slot(transfer.slot).empty());
}

TEST(Transfer, NothingTravelsWithoutGrant) {
    Transfer transfer;
    const Cap ungranted = transfer.world.copy(transfer.endpoint, CapabilityRights::read_write() |
                                                                     CapabilityRights::grant_reply());
    const Received got = transfer.send(ungranted, {transfer.world.make_notification()});
    EXPECT_EQ(got.extra, 0U);
    EXPECT_EQ(got.words, std::vector<Word>{42});
    EXPECT_TRUE(transfer.world.slot(transfer.slot).empty());
}

TEST(Transfer, TheEndpointsOwnCapabilitiesArriveAsBadges) {
    Transfer transfer;
    const Cap notification = transfer.world.make_notification();
    const Cap second = transfer.world.mint(transfer.endpoint, 5);
    const Received got = transfer.send(transfer.badged, {transfer.badged, notification, second});
    EXPECT_EQ(got.extra, 3U);
    EXPECT_EQ(got.unwrapped, 0b101U);
    const api::IpcBuffer& buffer = *transfer.server.thread->ipc_buffer(false);
    EXPECT_EQ(buffer.capabilities_or_badges[0], 77U);
    EXPECT_EQ(buffer.capabilities_or_badges[2], 5U);
    EXPECT_TRUE(transfer.world.slot(transfer.slot).is<NotificationView>());
}

TEST(Transfer, OnlyOneCapabilityFindsAPlace) {
    Transfer transfer;
    const Cap one = transfer.world.make_notification();
    const Received got = transfer.send(transfer.badged, {one, transfer.world.make_notification()});
    EXPECT_EQ(got.extra, 1U);
    EXPECT_EQ(&transfer.world.slot(transfer.slot).as<NotificationView>().object(),
              &transfer.world.slot(one).as<NotificationView>().object());
}

TEST(Transfer, AnAddressThatLeadsNowhereFaultsTheSender) {
    Transfer transfer;
    transfer.world.send(
        transfer.client, transfer.badged,
        {.label = 1, .words = {}, .capabilities = {power_of_two(api::root_cnode_slots_bits)}});
    EXPECT_EQ(transfer.client.thread->state, ThreadState::inactive);
    EXPECT_EQ(transfer.server.thread->state, ThreadState::blocked_on_receive);
}

TEST(Endpoint, CancelBadgedSendsRestartsThoseOnly) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap one = world.mint(endpoint, 1);
    const Cap two = world.mint(endpoint, 2);
    Actor first = world.make_thread({.priority = 50});
    Actor second = world.make_thread({.priority = 49});
    world.send(first, one);
    world.send(second, two);
    world.must(node, api::cnode::CancelBadgedSends{one, whole});
    EXPECT_EQ(first.thread->state, ThreadState::restart);
    EXPECT_EQ(second.thread->state, ThreadState::blocked_on_send);
    // Its call starts over: it waits again.
    world.let_others_run();
    EXPECT_EQ(first.thread->state, ThreadState::blocked_on_send);
    // Without a badge, or without all rights, it is refused or does nothing.
    world.must(node, api::cnode::CancelBadgedSends{endpoint, whole});
    EXPECT_EQ(first.thread->state, ThreadState::blocked_on_send);
    const Cap reduced = world.mint(endpoint, 1, CapabilityRights::read_write());
    EXPECT_EQ(world.invoke(node, api::cnode::CancelBadgedSends{reduced, whole}).error(),
              Error::illegal_operation);
    EXPECT_EQ(world.invoke(node, api::cnode::CancelBadgedSends{world.make_notification(), whole}).error(),
              Error::illegal_operation);
}

TEST(Endpoint, InvalidCapabilitiesOfACallAreErrorsOfASendFaults) {
    World world;
    const Cap handler = world.make_endpoint();
    Actor watcher = world.make_thread({.priority = 90});
    world.receive(watcher, handler);
    Actor thread = world.make_thread({.priority = 50, .fault_handler = handler});
    world.let_others_run();
    const Cap empty = world.free_slot();
    world.call(thread, empty);
    EXPECT_EQ(world.received(thread).error(), Error::invalid_capability);
    EXPECT_EQ(world.received(thread).words, std::vector<Word>{0});
    world.send(thread, power_of_two(api::root_cnode_slots_bits));
    const Received fault = world.received(watcher);
    EXPECT_EQ(fault.label, static_cast<Word>(api::FaultType::capability_fault));
    EXPECT_EQ(fault.words[0], World::call_site);
    EXPECT_EQ(fault.words[1], power_of_two(api::root_cnode_slots_bits));
    EXPECT_EQ(fault.words[2], 0U);
    EXPECT_EQ(fault.words[3], static_cast<Word>(api::LookupFailure::guard_mismatch));
}

} // namespace
} // namespace nacre::test
