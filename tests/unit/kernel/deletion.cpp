// SPDX-License-Identifier: MIT
// Deleting and revoking: the last capability takes the object with it, of any size, and interrupts are not
// kept waiting.
#include "root_cnode.hpp"

#include <gtest/gtest.h>

namespace nacre::test {
namespace {

using namespace kernel;

/// Moves a capability of the root CNode into slot `index` of another one.
void put(World& world, Cap into, Word index, Cap cap) {
    const auto radix = static_cast<std::uint8_t>(world.slot(into).as<CNodeView>().radix());
    world.must(into, api::cnode::Move{index, radix, {node}, cap, whole});
}

Slot& slot_in(World& world, Cap cnode, Word index) {
    return world.slot(cnode).as<CNodeView>().slots()[index];
}

TEST(Deletion, EmptySlotsCanBeDeletedAndRevoked) {
    World world;
    const Cap empty = world.free_slot();
    world.remove(empty);
    world.revoke(empty);
    EXPECT_TRUE(world.slot(empty).empty());
}

TEST(Deletion, RevokeTakesDescendantsOnly) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap plain = world.copy(endpoint);
    const Cap badged = world.mint(endpoint, 1);
    const Cap badged_copy = world.copy(badged);
    const Cap other = world.mint(endpoint, 2);
    world.revoke(badged);
    EXPECT_TRUE(world.slot(badged_copy).empty());
    EXPECT_FALSE(world.slot(badged).empty());
    EXPECT_FALSE(world.slot(other).empty());
    EXPECT_FALSE(world.slot(plain).empty());
    // A plain copy has no descendants of its own.
    world.revoke(plain);
    EXPECT_FALSE(world.slot(other).empty());
    world.revoke(endpoint);
    for (const Cap gone : {plain, badged, other}) {
        EXPECT_TRUE(world.slot(gone).empty());
    }
}

TEST(Deletion, TheFirstOfABadgesFamilyHandsOnItsMark) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap badged = world.mint(endpoint, 1);
    const Cap copy = world.copy(badged);
    EXPECT_FALSE(world.slot(copy).first_badged());
    world.remove(badged);
    EXPECT_TRUE(world.slot(copy).first_badged());
    world.revoke(endpoint);
    EXPECT_TRUE(world.slot(copy).empty());
}

TEST(Deletion, ObjectsOutliveAllButTheirLastCapability) {
    World world;
    Actor waiter = world.make_thread();
    const Cap endpoint = world.make_endpoint();
    const Cap copy = world.copy(endpoint);
    world.wait(waiter, endpoint);
    world.remove(endpoint);
    EXPECT_EQ(waiter.thread->state, ThreadState::blocked_on_receive);
    // With the last one the waiter's call starts over, finds nothing, and faults.
    world.remove(copy);
    EXPECT_EQ(waiter.thread->state, ThreadState::restart);
    world.let_others_run();
    EXPECT_EQ(waiter.thread->state, ThreadState::inactive);
    EXPECT_NE(world.console().find("leads nowhere"), std::string::npos);
}

TEST(Deletion, CNodesTakeTheirContentsWithThem) {
    World world;
    const Cap outer = world.make_cnode(3);
    const Cap inner = world.make_cnode(2);
    const Cap endpoint = world.make_endpoint();
    const Cap child = world.mint(endpoint, 5);
    put(world, inner, 3, child);
    put(world, outer, 6, inner);
    put(world, outer, 1, world.copy(endpoint));
    world.remove(outer);
    EXPECT_TRUE(world.slot(outer).empty());
    EXPECT_EQ(world.slot(endpoint).next() == nullptr || !world.slot(endpoint).next()->is<EndpointView>(),
              true);
}

TEST(Deletion, DeepNestsNeedNoRecursion) {
    World world;
    world.checks = false;
    Cap top = world.make_cnode(1);
    for (unsigned depth = 0; depth < 500; depth++) {
        const Cap around = world.make_cnode(1);
        put(world, around, depth % 2, top);
        top = around;
    }
    world.checks = true;
    world.check();
    world.remove(top);
    EXPECT_TRUE(world.slot(top).empty());
}

TEST(Deletion, CirclesOfCNodesGoWithTheirMemory) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Word type = static_cast<Word>(api::ObjectType::cnode);
    const Cap one = world.make_from(memory, type, 2);
    const Cap two = world.make_from(memory, type, 2);
    const Cap handle = world.copy(one);
    put(world, two, 1, one);
    put(world, one == 0 ? one : handle, 2, two); // one contains two, two contains one
    world.remove(handle);
    EXPECT_TRUE(world.slot(handle).empty());
    world.revoke(memory);
    world.make_from(memory, static_cast<Word>(api::ObjectType::untyped), 12);
}

TEST(Deletion, ACNodeMayContainItself) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap one = world.make_from(memory, static_cast<Word>(api::ObjectType::cnode), 2);
    const Cap handle = world.copy(one);
    put(world, handle, 0, one);
    world.remove(handle);
    world.revoke(memory);
    world.make_from(memory, static_cast<Word>(api::ObjectType::untyped), 12);
}

TEST(Deletion, AThreadTakesItsOwnCapabilitiesWithIt) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor thread = world.make_thread({.fault_handler = endpoint});
    world.remove(thread.thread_cap);
    EXPECT_EQ(thread.context->thread, nullptr);
    EXPECT_TRUE(thread.thread->slot(ThreadSlot::fault_handler).empty());
    EXPECT_TRUE(thread.thread->slot(ThreadSlot::capability_space).empty());
}

TEST(Deletion, AThreadMayDeleteItself) {
    World world;
    Actor suicide = world.make_thread({.priority = 50});
    Actor other = world.make_thread({.priority = 40});
    world.let_others_run();
    ASSERT_TRUE(world.runs(suicide));
    world.put_message(suicide, World::message_for(api::cnode::Delete{suicide.thread_cap, whole}));
    world.perform(suicide, SystemCall::call, {.capability = node});
    EXPECT_TRUE(world.slot(suicide.thread_cap).empty());
    EXPECT_TRUE(world.runs(other));
}

TEST(Deletion, AThreadMayDeleteItsCapabilitySpace) {
    World world;
    const Cap space = world.make_cnode(6);
    Actor thread = world.make_thread({.priority = 50});
    const Cap delete_handle = world.copy(space);
    world.must(space, api::cnode::Copy{1, 6, {node}, delete_handle, whole, CapabilityRights::all()});
    world.must(
        thread.thread_cap,
        api::thread::SetSpace{{nothing}, {space}, api::CNodeData::root(6).bits, {World::vspace_cap}, 0});
    world.remove(delete_handle);
    world.remove(space);
    world.let_others_run();
    ASSERT_TRUE(world.runs(thread));
    // Slot 1 of its own space holds the CNode: deleting it leaves the thread's root capability and nothing
    // else.
    world.put_message(thread, World::message_for(api::cnode::Delete{1, 6}));
    world.perform(thread, SystemCall::call, {.capability = 1});
    EXPECT_EQ(world.received(thread).error(), Error::no_error);
    EXPECT_TRUE(thread.thread->slot(ThreadSlot::capability_space).is<CNodeView>());
}

TEST(Deletion, RevokeStopsForInterruptsAndStartsOver) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap first = world.free_slot();
    world.checks = false;
    for (unsigned count = 1; count < 200; count++) {
        world.mint(endpoint, count);
    }
    world.checks = true;
    const Cap last = world.free_slot() - 1;
    Actor handler = world.make_thread({.priority = 250});
    const Cap line = world.free_slot();
    const Cap notification = world.make_notification();
    world.must(World::interrupts_cap, api::interrupt_control::Get{40, {node}, line, whole});
    world.must(line, api::interrupt_handler::SetNotification{{notification}});
    world.wait(handler, notification);
    // The interrupt becomes visible at the third look; the handler runs at once if it is more urgent than the
    // caller.
    Actor worker = world.make_thread({.priority = 10});
    arch::fake_machine().raised_later = 40;
    world.let_others_run();
    arch::fake_machine().looks_until_interrupt = 3;
    world.put_message(worker, World::message_for(api::cnode::Revoke{endpoint, whole}));
    world.perform(worker, SystemCall::call, {.capability = node});
    EXPECT_TRUE(world.runs(handler));
    unsigned left = 0;
    for (Cap cap = first + 1; cap <= last; cap++) {
        left += world.slot(cap).empty() ? 0 : 1;
    }
    EXPECT_GT(left, 100U);
    EXPECT_LT(left, 199U);
    // The handler waits again: the worker's call goes on to its end.
    world.wait(handler, notification);
    EXPECT_TRUE(world.runs(worker));
    EXPECT_GE(world.restarts, 1U);
    EXPECT_EQ(world.received(worker).error(), Error::no_error);
    EXPECT_EQ(world.slot(endpoint).next() == nullptr || !world.slot(endpoint).next()->is<EndpointView>(),
              true);
}

TEST(Deletion, DeletingALargeCNodeStopsAtEveryStage) {
    World world;
    // The interrupt comes at each possible look in turn; the result is always the same.
    for (unsigned looks = 1; looks < 12; looks++) {
        const Cap outer = world.make_cnode(6);
        const Cap endpoint = world.make_endpoint();
        world.checks = false;
        for (Word index = 0; index < 64; index++) {
            put(world, outer, index, index % 9 == 0 ? world.make_cnode(4) : world.mint(endpoint, index));
        }
        world.checks = true;
        arch::fake_machine().raised_later = 45; // nobody handles it, so the root task goes on at once
        arch::fake_machine().lines[45].masked = false;
        arch::fake_machine().looks_until_interrupt = looks;
        const unsigned restarts = world.restarts;
        world.remove(outer);
        EXPECT_EQ(world.restarts, restarts + 1) << looks;
        EXPECT_TRUE(world.slot(outer).empty());
        EXPECT_FALSE(slot_in(world, node, endpoint).empty());
        world.revoke(endpoint);
        world.remove(endpoint);
    }
}

} // namespace
} // namespace nacre::test
