// SPDX-License-Identifier: MIT
// Cases in which a call does less than it might: messages without buffers, capabilities that do not travel,
// memory that has room but not where it is wanted.
#include "root_cnode.hpp"

#include <api/fault.hpp>
#include <gtest/gtest.h>

namespace nacre::test {
namespace {

using namespace kernel;

struct Delivery {
    World world;
    Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    Actor client = world.make_thread({.priority = 50});
    Cap slot = world.free_slot();

    /// The server wants a capability, and the client sends one.
    Received send(Word index, Word depth, Cap capability) {
        api::IpcBuffer& buffer = *server.thread->ipc_buffer(true);
        buffer.receive_cnode = node;
        buffer.receive_index = index;
        buffer.receive_depth = depth;
        world.receive(server, endpoint);
        world.send(client, endpoint, {.label = 1, .words = {42}, .capabilities = {capability}});
        return world.received(server);
    }
    void expect_nothing(Word index, Word depth, Cap capability) {
        const Received got = send(index, depth, capability);
        EXPECT_EQ(got.extra, 0U);
        EXPECT_EQ(got.words, std::vector<Word>{42}) << "the words arrive";
        EXPECT_TRUE(world.slot(slot).empty());
    }
};

TEST(Delivery, NeedsADepthInRange) {
    Delivery delivery;
    const Cap sent = delivery.world.make_notification();
    delivery.expect_nothing(delivery.slot, 0, sent);
    delivery.expect_nothing(delivery.slot, word_bits + 1, sent);
    delivery.expect_nothing(delivery.slot, whole - 1, sent);
    EXPECT_EQ(delivery.send(delivery.slot, whole, sent).extra, 1U);
    EXPECT_TRUE(delivery.world.slot(delivery.slot).is<NotificationView>());
}

TEST(Delivery, NeedsAnEmptySlot) {
    Delivery delivery;
    const Cap sent = delivery.world.make_notification();
    delivery.expect_nothing(delivery.endpoint, whole, sent);
    EXPECT_TRUE(delivery.world.slot(delivery.endpoint).is<EndpointView>());
}

TEST(Delivery, LeavesBehindWhatCannotBeCopied) {
    Delivery delivery;
    const Cap used = delivery.world.make_untyped(12);
    delivery.world.make_from(used, static_cast<Word>(api::ObjectType::endpoint));
    delivery.expect_nothing(delivery.slot, whole, used);
    delivery.expect_nothing(delivery.slot, whole, World::interrupts_cap);
}

TEST(Delivery, AWaitingMessageLosesCapabilitiesThatAreGone) {
    Delivery delivery;
    World& world = delivery.world;
    const Cap space = world.make_cnode(6);
    world.must(space, api::cnode::Copy{5, 6, {node}, delivery.endpoint, whole, CapabilityRights::all()});
    world.must(
        delivery.client.thread_cap,
        api::thread::SetSpace{{nothing}, {space}, api::CNodeData::root(6).bits, {World::vspace_cap}, 0});
    world.must(delivery.server.thread_cap, api::thread::Suspend{});
    world.send(delivery.client, 5, {.label = 1, .words = {42}, .capabilities = {5}});
    ASSERT_EQ(delivery.client.thread->state, ThreadState::blocked_on_send);
    world.must(delivery.client.thread_cap,
               api::thread::SetSpace{{nothing}, {space}, 0, {World::vspace_cap}, 0});
    world.must(delivery.server.thread_cap, api::thread::Resume{});
    delivery.server.thread->registers.set_program_counter(World::program_start);
    world.receive(delivery.server, delivery.endpoint);
    EXPECT_EQ(world.received(delivery.server).words, std::vector<Word>{42});
    EXPECT_EQ(world.received(delivery.server).extra, 0U);
}

TEST(Buffers, DeviceMemoryIsNone) {
    World world;
    Actor actor = world.make_thread();
    const Cap device = world.make_from(world.device_untyped_cap(13),
                                       static_cast<Word>(api::architecture::ObjectType::small_frame));
    EXPECT_EQ(
        world.invoke(actor.thread_cap, api::thread::SetIpcBuffer{World::buffer_address, {device}}).error(),
        Error::illegal_operation);
}

TEST(Retype, RoomThatIsNotAlignedIsNoRoom) {
    World world;
    const Cap memory = world.make_untyped(13);
    world.make_from(memory, static_cast<Word>(api::ObjectType::endpoint));
    // 8176 bytes are left, but only one aligned page.
    const auto make = [&](Word count) {
        return world.invoke(
            memory,
            api::untyped::Retype{
                static_cast<Word>(api::ObjectType::untyped), 12, {node}, 0, 0, world.free_slot(), count});
    };
    EXPECT_EQ(make(1).error(), Error::no_error);
    const Received refused = make(1);
    EXPECT_EQ(refused.error(), Error::not_enough_memory);
    const Cap tight = world.make_untyped(12);
    world.make_from(tight, static_cast<Word>(api::ObjectType::untyped), 4);
    world.make_from(tight, static_cast<Word>(api::ObjectType::untyped), 11);
    const Received none = world.invoke(
        tight, api::untyped::Retype{
                   static_cast<Word>(api::ObjectType::untyped), 11, {node}, 0, 0, world.free_slot(), 1});
    EXPECT_EQ(none.error(), Error::not_enough_memory);
}

TEST(CNode, RotateRefusesBadgesThatDoNotFit) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap notification = world.make_notification();
    const Cap table = world.make_cnode(3);
    const auto rotate = [&](Cap pivot, Cap source, Word badge) {
        return world
            .invoke(node,
                    api::cnode::Rotate{
                        world.free_slot(), whole, badge, {node}, pivot, whole, badge, {node}, source, whole})
            .error();
    };
    const Word too_long = api::CNodeData::make(0, word_bits - 2).bits;
    EXPECT_EQ(rotate(endpoint, world.make_reply(), 1), Error::illegal_operation);
    EXPECT_EQ(rotate(world.make_reply(), notification, 1), Error::illegal_operation);
    EXPECT_EQ(rotate(table, world.make_reply(), too_long), Error::illegal_operation);
    EXPECT_TRUE(world.slot(endpoint).is<EndpointView>());
    EXPECT_TRUE(world.slot(notification).is<NotificationView>());
}

TEST(Cache, OffsetsStartInsideTheFrame) {
    World world;
    const Cap frame = world.make(api::architecture::ObjectType::small_frame);
    world.must(frame, api::frame::Map{{World::vspace_cap},
                                      World::program_start + 0x8000,
                                      CapabilityRights::all(),
                                      api::architecture::MappingAttributes::normal()});
    EXPECT_EQ(world.invoke(frame, api::frame::CleanData{4096, 4097}).error(), Error::invalid_argument);
    EXPECT_EQ(world.invoke(frame, api::frame::CleanData{4095, 4096}).error(), Error::no_error);
}

TEST(FirstPhase, ASendingHalfInvokesNoThreadAndNoContext) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor actor = world.make_thread();
    Actor victim = world.make_thread({.priority = 10});
    for (const Cap target : {victim.thread_cap, victim.context_cap, node}) {
        world.put_message(actor, World::message_for(api::thread::Suspend{}));
        world.perform(actor, SystemCall::non_blocking_send_wait, {.capability = endpoint, .reply = target});
        EXPECT_EQ(actor.thread->state, ThreadState::blocked_on_receive) << "its second half went on";
        EXPECT_TRUE(victim.thread->is_runnable());
        world.must(actor.thread_cap, api::thread::Suspend{});
        const Word start[] = {World::program_start};
        world.must(actor.thread_cap, api::thread::WriteRegisters{true, 0, 1}, start);
    }
}

TEST(FirstPhase, AStoppedRetypeDoesNotReceive) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor actor = world.make_thread();
    const Cap memory = world.make_untyped(19);
    world.make_from(memory, static_cast<Word>(api::ObjectType::untyped), 18);
    world.revoke(memory);
    world.put_message(
        actor, World::message_for(api::untyped::Retype{
                   static_cast<Word>(api::ObjectType::endpoint), 0, {node}, 0, 0, world.free_slot(), 1}));
    world.let_others_run();
    arch::fake_machine().raised_later = 45;
    arch::fake_machine().lines[45].masked = false;
    arch::fake_machine().looks_until_interrupt = 1;
    const unsigned before = world.restarts;
    world.perform(actor, SystemCall::non_blocking_send_wait, {.capability = endpoint, .reply = memory});
    EXPECT_EQ(world.restarts, before + 1) << "the whole call began again";
    EXPECT_EQ(actor.thread->state, ThreadState::blocked_on_receive);
    EXPECT_TRUE(world.slot(world.free_slot() - 1).is<EndpointView>());
}

TEST(DebugDeathTest, HaltMayStartAgain) {
    World world;
    EXPECT_DEATH(world.perform(world.root(), SystemCall::debug_halt, {.capability = api::halt_to_reboot}),
                 "the machine was rebooted");
}

} // namespace
} // namespace nacre::test
