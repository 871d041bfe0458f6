// SPDX-License-Identifier: MIT
// The invariants' checker notices each kind of damage.
#include <core/capability/derive.hpp>
#include <core/memory/page_table.hpp>
#include <core/object/notification.hpp>
#include <core/schedule/refill.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <algorithm>

namespace nacre::test {
namespace {

using namespace kernel;

/// Does the checker complain in words that contain these?
bool notices(World& world, std::string_view words) {
    const Violations violations = check_invariants(world.kernel(), world.root_slots(), &world.history);
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

TEST(Invariants, NoticeABoundNotificationThatIsNotHeard) {
    World world;
    Actor actor = world.make_thread();
    const Cap notification = world.make_notification();
    world.signal(world.root(), notification);
    world.receive(actor, world.make_endpoint());
    world.must(actor.thread_cap, api::thread::BindNotification{{notification}});
    // Binding does not deliver: that is how it is. A signal that did not either would be a bug.
    EXPECT_FALSE(notices(world, "has not heard"));
    Actor other = world.make_thread();
    const Cap second = world.make_notification();
    world.must(other.thread_cap, api::thread::BindNotification{{second}});
    world.receive(other, world.make_endpoint());
    world.slot(second).as<NotificationView>().object().state = NotificationState::active;
    EXPECT_TRUE(notices(world, "has not heard"));
}

TEST(Invariants, NoticeASecondWaiterAtABoundNotification) {
    World world;
    Actor actor = world.make_thread();
    const Cap notification = world.make_notification();
    world.wait(actor, notification);
    Actor other = world.make_thread();
    Notification& object = world.slot(notification).as<NotificationView>().object();
    object.bound_thread = other.thread;
    other.thread->bound_notification = &object;
    EXPECT_TRUE(notices(world, "besides the thread that it is bound to"));
}

TEST(Invariants, NoticeRefillsThatAreTooLateOrTooMuch) {
    World world;
    Actor actor = world.make_thread({.budget = 2000, .period = 10'000, .extra_refills = 2});
    world.let_others_run();
    world.pass_microseconds(500);
    world.wait(actor, world.make_notification());
    ASSERT_EQ(actor.context->count, 2U);
    refill::last(*actor.context).time += actor.context->period;
    EXPECT_TRUE(notices(world, "later than a period"));
    refill::last(*actor.context).amount += actor.context->period;
    EXPECT_TRUE(notices(world, "more than a period"));
}

TEST(Invariants, NoticeATimerThatIsSetTooLate) {
    World world;
    Actor actor = world.make_thread();
    world.let_others_run();
    ASSERT_TRUE(world.runs(actor));
    *arch::fake_machine().deadline += 1'000'000'000;
    EXPECT_TRUE(notices(world, "timer is set too late"));
}

TEST(Invariants, NoticeWhoShouldHaveBeenReleased) {
    World world;
    Actor limited = world.make_thread({.priority = 60, .budget = 2000, .period = 10'000});
    world.make_thread({.priority = 50});
    world.let_others_run();
    world.pass_microseconds(2000);
    ASSERT_TRUE(limited.thread->is_release_queued);
    refill::first(*limited.context).time = world.processor().now;
    EXPECT_TRUE(notices(world, "a member's time has come"));
}

TEST(Invariants, NoticeRepliesInACircle) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    world.receive(server, endpoint);
    world.must(server.context_cap, api::scheduling_context::Unbind{});
    Actor client = world.make_thread({.priority = 50});
    world.let_others_run();
    world.call(client, endpoint);
    server.reply->below = server.reply;
    EXPECT_TRUE(notices(world, "is a circle"));
}

TEST(Invariants, NoticeAFaultHandlerThatCannotAnswer) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor actor = world.make_thread({.fault_handler = endpoint});
    Slot& slot = actor.thread->slot(ThreadSlot::fault_handler);
    slot.capability = with_rights(slot.capability, CapabilityRights::write());
    EXPECT_TRUE(notices(world, "may not answer"));
}

TEST(Invariants, NoticeACNodeThatIsEmptiedButNotEmpty) {
    World world;
    const Cap table = world.make_cnode(2);
    const auto node = world.slot(table).as<CNodeView>();
    world.must(table, api::cnode::Move{3, 2, {World::cnode_cap}, world.make_endpoint(), World::whole});
    world.slot(table).capability = ZombieView::with_remaining(ZombieView::of_cnode(node.slots(), 2), 2);
    EXPECT_TRUE(notices(world, "in the part that was emptied"));
}

TEST(Invariants, NoticeIdentifiersThatDisagree) {
    World world;
    const Cap pool = api::initial_capability::asid_pool;
    const Cap space = world.make(api::architecture::ObjectType::vspace);
    world.must(pool, api::asid_pool::Assign{{space}});
    const Cap copy = world.copy(space);
    world.slot(copy).capability = AddressSpaceView::assigned(world.slot(copy).capability, 77);
    EXPECT_TRUE(notices(world, "another identifier"));
    world.slot(copy).capability = world.slot(space).capability;
    world.kernel().asids.set_pool(0, nullptr);
    EXPECT_TRUE(notices(world, "not registered"));
}

TEST(Invariants, NoticeATableThatIsNowhereButNotEmpty) {
    World world;
    const Cap table = world.make(api::architecture::ObjectType::page_table);
    *static_cast<arch::PageTableFormat::Entry*>(world.slot(table).as<PageTableView>().table()) = 1;
    EXPECT_TRUE(notices(world, "nowhere, but not empty"));
}

TEST(Invariants, NoticeAMappingThatAllowsTooMuch) {
    World world;
    const Cap frame = world.make(api::architecture::ObjectType::small_frame);
    world.must(frame, api::frame::Map{{World::vspace_cap},
                                      World::program_start + 0x8000,
                                      CapabilityRights::all(),
                                      api::architecture::MappingAttributes::normal()});
    Slot& slot = world.slot(frame);
    slot.capability = with_rights(slot.capability, CapabilityRights::read());
    EXPECT_TRUE(notices(world, "without the right to write"));
}

TEST(Invariants, NoticeRamThatIsCalledADevice) {
    World world;
    const Cap memory = world.make_untyped(12);
    const auto view = world.slot(memory).as<UntypedView>();
    world.slot(memory).capability = UntypedView::make(view.start(), 12, true);
    EXPECT_TRUE(notices(world, "called a device"));
}

} // namespace
} // namespace nacre::test
