// SPDX-License-Identifier: MIT
// What capabilities have to do with one another: which memory they name, whether they name one object, and
// who stands above whom.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>
#include <core/capability/relation.hpp>
#include <core/object/endpoint.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

constexpr PhysicalAddress start = arch::FakeMachine::ram_start + 0x40'0000;

void* at(Word offset) { return arch::Machine::pointer(start + offset); }

Capability endpoint_at(Word offset) { return EndpointView::make(*static_cast<Endpoint*>(at(offset))); }

Capability plain(Kind kind) { return Capability::make(kind, 0); }

/// A slot that may have children.
Slot holding(Capability capability) {
    Slot slot{};
    slot.capability = capability;
    slot.set_flags(true, true);
    return slot;
}

TEST(Relation, ObjectsHaveTheirMemory) {
    World world;
    EXPECT_EQ(memory_of(endpoint_at(64)),
              (PhysicalRange{start + 64, start + 64 + power_of_two(api::endpoint_bits)}));
    auto& thread = *static_cast<Thread*>(at(0));
    EXPECT_EQ(memory_of(ZombieView::of_thread(thread, thread_slot_count)),
              memory_of(ThreadView::make(thread)));
    auto* slots = static_cast<Slot*>(at(0));
    EXPECT_EQ(memory_of(ZombieView::of_cnode(slots, 4)), memory_of(CNodeView::make(slots, 4)));
    for (const Kind kind : {Kind::null, Kind::interrupt_control, Kind::domain, Kind::asid_control}) {
        EXPECT_TRUE(memory_of(plain(kind)).empty());
    }
    EXPECT_TRUE(memory_of(InterruptHandlerView::make(40)).empty());
    EXPECT_TRUE(memory_of(SoftwareInterruptView::make(1, 0)).empty());
    EXPECT_TRUE(memory_of(SchedulingControlView::make(0)).empty());
}

TEST(Relation, OneObjectIsOneObject) {
    World world;
    EXPECT_TRUE(same_object(endpoint_at(0), endpoint_at(0)));
    EXPECT_FALSE(same_object(endpoint_at(0), endpoint_at(64)));
    EXPECT_TRUE(same_object(SoftwareInterruptView::make(1, 0), SoftwareInterruptView::make(1, 0)));
    EXPECT_FALSE(same_object(SoftwareInterruptView::make(1, 0), SoftwareInterruptView::make(2, 0)));
    EXPECT_FALSE(same_object(SoftwareInterruptView::make(1, 0), SoftwareInterruptView::make(1, 1)));
    EXPECT_TRUE(same_object(SchedulingControlView::make(0), SchedulingControlView::make(0)));
    EXPECT_FALSE(same_object(SchedulingControlView::make(0), SchedulingControlView::make(1)));
    for (const Kind kind : {Kind::interrupt_control, Kind::domain, Kind::asid_control}) {
        EXPECT_TRUE(same_object(plain(kind), plain(kind)));
    }
    EXPECT_FALSE(same_object(plain(Kind::domain), plain(Kind::asid_control)));
    // Nothing, memory without an object, and what is left of one have no other capability to the same.
    const Capability memory = UntypedView::make(start, 12, false);
    const Capability rest = ZombieView::of_cnode(static_cast<Slot*>(at(0)), 4);
    EXPECT_FALSE(same_object(Capability{}, Capability{}));
    EXPECT_FALSE(same_object(memory, memory));
    EXPECT_FALSE(same_object(rest, rest));
}

TEST(Relation, UntypedMemoryStandsAboveWhatLiesInIt) {
    World world;
    const Slot memory = holding(UntypedView::make(start + 0x1000, 12, false));
    const auto above = [&](Capability capability) { return is_parent_of(memory, holding(capability)); };
    EXPECT_TRUE(above(endpoint_at(0x1000)));
    EXPECT_TRUE(above(endpoint_at(0x1fc0)));
    EXPECT_FALSE(above(endpoint_at(0xfc0)));
    EXPECT_FALSE(above(endpoint_at(0x2000)));
    EXPECT_TRUE(above(UntypedView::make(start + 0x1000, 12, false)));
    EXPECT_FALSE(above(UntypedView::make(start + 0x1000, 13, false)));
    EXPECT_FALSE(above(plain(Kind::domain)));
    EXPECT_FALSE(above(Capability{}));
}

TEST(Relation, InterruptControlStandsAboveAllInterrupts) {
    World world;
    const Slot control = holding(plain(Kind::interrupt_control));
    const auto above = [&](Capability capability) { return is_parent_of(control, holding(capability)); };
    EXPECT_TRUE(above(InterruptHandlerView::make(40)));
    EXPECT_TRUE(above(SoftwareInterruptView::make(3, 0)));
    EXPECT_TRUE(above(plain(Kind::interrupt_control)));
    EXPECT_FALSE(above(endpoint_at(0)));
    EXPECT_FALSE(is_parent_of(holding(InterruptHandlerView::make(40)), control));
}

TEST(Relation, ABadgeStandsAboveItsOwnCopiesOnly) {
    World world;
    const auto badged = [](Word badge) { return endpoint_at(0).with<EndpointView::Badge>(badge); };
    const Slot first = holding(badged(5));
    Slot copy = holding(badged(5));
    copy.set_flags(false, false);
    EXPECT_TRUE(is_parent_of(first, copy));
    EXPECT_FALSE(is_parent_of(copy, first)) << "a copy has no children";
    EXPECT_FALSE(is_parent_of(first, holding(badged(5)))) << "that is the first of another family";
    EXPECT_FALSE(is_parent_of(first, holding(badged(6))));
    EXPECT_TRUE(is_parent_of(holding(badged(0)), first));
}

TEST(Relation, WhatIsNoObjectCannotBeDerived) {
    World world;
    const Slot slot{};
    for (const Capability capability :
         {Capability{}, plain(Kind::interrupt_control), ZombieView::of_cnode(static_cast<Slot*>(at(0)), 4)}) {
        const auto derived = derive(slot, capability);
        ASSERT_TRUE(derived);
        EXPECT_TRUE(derived->is_null());
    }
}

TEST(Relation, ARepliesRightToGrantIsTakenForGood) {
    World world;
    const Cap weak = world.copy(world.make_reply(), CapabilityRights::none());
    EXPECT_FALSE(world.slot(weak).as<ReplyView>().can_grant());
    EXPECT_FALSE(world.slot(world.copy(weak)).as<ReplyView>().can_grant());
    EXPECT_TRUE(world.slot(world.copy(world.make_reply())).as<ReplyView>().can_grant());
}

TEST(Thread, StatesHaveNames) {
    std::set<std::string_view> names;
    for (const ThreadState state :
         {ThreadState::inactive, ThreadState::running, ThreadState::restart, ThreadState::blocked_on_receive,
          ThreadState::blocked_on_send, ThreadState::blocked_on_reply, ThreadState::blocked_on_notification,
          ThreadState::idle}) {
        names.insert(name_of(state));
    }
    EXPECT_EQ(names.size(), 8U);
    EXPECT_FALSE(names.contains("unknown"));
}

} // namespace
} // namespace nacre::test
