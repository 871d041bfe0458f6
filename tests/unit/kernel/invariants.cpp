// SPDX-License-Identifier: MIT
// The invariants' checker notices each kind of damage.
#include <core/memory/page_table.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <algorithm>

namespace nacre::test {
namespace {

using namespace kernel;

/// Does the checker complain in words that contain these?
bool notices(World& world, std::string_view words) {
    const Violations violations = check_invariants(world.kernel(), world.root_slots(), &world.budgets);
    return std::ranges::any_of(violations,
                               [&](const std::string& violation) { return violation.contains(words); });
}

TEST(Invariants, HoldAfterBoot) {
    World world;
    EXPECT_TRUE(check_invariants(world.kernel(), world.root_slots()).empty());
}

TEST(Invariants, NoticeBrokenLinks) {
    World world;
    Slot& slot = world.slot(world.make_endpoint());
    Slot& copy = world.slot(world.free_slot());
    slot.set_next(&copy);
    EXPECT_TRUE(notices(world, "link to an empty slot"));
}

TEST(Invariants, NoticeOverlappingObjects) {
    World world;
    const Cap thread = world.make(api::ObjectType::thread);
    Thread& object = world.slot(thread).as<ThreadView>().object();
    const Cap endpoint = world.make_endpoint();
    world.slot(endpoint).capability = EndpointView::make(reinterpret_cast<Endpoint&>(object));
    EXPECT_TRUE(notices(world, "overlaps another object"));
}

TEST(Invariants, NoticeALowWatermark) {
    World world;
    const Cap memory = world.make_untyped(12);
    world.make_from(memory, static_cast<Word>(api::ObjectType::endpoint));
    Slot& slot = world.slot(memory);
    slot.capability = UntypedView::with_watermark(slot.capability, 0);
    EXPECT_TRUE(notices(world, "above the watermark"));
}

TEST(Invariants, NoticeALostThread) {
    World world;
    Actor actor = world.make_thread();
    world.processor().ready.remove(*actor.thread);
    EXPECT_TRUE(notices(world, "in no queue"));
}

TEST(Invariants, NoticeAOneSidedBinding) {
    World world;
    Actor actor = world.make_thread();
    actor.context->thread = nullptr;
    EXPECT_TRUE(notices(world, "that does not have it"));
}

TEST(Invariants, NoticeAWaiterInTheWrongState) {
    World world;
    Actor actor = world.make_thread();
    world.receive(actor, world.make_endpoint());
    actor.thread->state = ThreadState::inactive;
    EXPECT_TRUE(notices(world, "in another state"));
}

TEST(Invariants, NoticeTimeOutOfNothing) {
    World world;
    Actor actor = world.make_thread();
    refill::first(*actor.context).amount++;
    EXPECT_TRUE(notices(world, "sum of its refills"));
}

TEST(Invariants, NoticeAMappingWithoutACapability) {
    World world;
    const auto space = world.slot(World::vspace_cap).as<AddressSpaceView>();
    auto found = PageTables{space.root()}.find({World::program_start + 0xf000});
    *found.entry = arch::PageTableFormat::leaf(found.level, arch::FakeMachine::ram_start, {.read = true});
    EXPECT_TRUE(notices(world, "without a capability"));
}

TEST(Invariants, NoticeAStrayReply) {
    World world;
    Actor actor = world.make_thread();
    world.receive(actor, world.make_endpoint());
    actor.reply->thread = world.root().thread;
    EXPECT_TRUE(notices(world, "reply"));
}

} // namespace
} // namespace nacre::test
