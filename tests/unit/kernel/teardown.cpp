// SPDX-License-Identifier: MIT
// The end of things in use: waiters of every kind are sent away, and long ends stop for interrupts.
#include "root_cnode.hpp"

#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace nacre::test {
namespace {

using namespace kernel;

constexpr unsigned crowd = 40;

TEST(Teardown, AReceiversReplyObjectIsFreeAgain) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    world.receive(server, endpoint);
    ASSERT_EQ(server.reply->thread, server.thread);
    world.remove(endpoint);
    EXPECT_EQ(server.reply->thread, nullptr);
    EXPECT_EQ(server.thread->reply, nullptr);
    EXPECT_EQ(server.thread->state, ThreadState::restart);
}

TEST(Teardown, AFaultNobodyCanHearLeavesItsThreadStopped) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor victim = world.make_thread({.fault_handler = endpoint});
    world.fault(victim, Fault::memory(0x1234, 0, false));
    ASSERT_EQ(victim.thread->state, ThreadState::blocked_on_send);
    world.must(victim.thread_cap, api::thread::SetSchedulingParameters{
                                      {World::thread_cap}, 100, 100, {victim.context_cap}, {nothing}});
    ASSERT_EQ(victim.thread->state, ThreadState::blocked_on_send);
    world.remove(endpoint);
    EXPECT_EQ(victim.thread->state, ThreadState::inactive);
}

TEST(Teardown, AReplyObjectInUseSendsItsReceiverAway) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    world.receive(server, endpoint);
    world.remove(server.reply_cap);
    EXPECT_EQ(server.thread->state, ThreadState::inactive);
    EXPECT_EQ(server.thread->reply, nullptr);
    EXPECT_EQ(world.slot(endpoint).as<EndpointView>().object().state(), EndpointState::idle);
}

TEST(Teardown, AReceiverTakesAReplyObjectFromWhoeverHasIt) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor first = world.make_thread({.priority = 60});
    Actor second = world.make_thread({.priority = 50});
    world.receive(first, endpoint);
    world.perform(second, SystemCall::receive, {endpoint, first.reply_cap});
    EXPECT_EQ(first.reply->thread, second.thread);
    EXPECT_EQ(second.thread->reply, first.reply);
    EXPECT_EQ(first.thread->reply, nullptr);
    EXPECT_EQ(first.thread->state, ThreadState::inactive);
}

TEST(Teardown, ACallMayWaitWithTheRightToBeAnsweredOnly) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap answerable = world.copy(endpoint, CapabilityRights::write() | CapabilityRights::grant_reply());
    const Cap silent = world.copy(endpoint, CapabilityRights::write());
    Actor client = world.make_thread({.priority = 60});
    Actor other = world.make_thread({.priority = 55});
    Actor server = world.make_thread({.priority = 50});
    world.call(client, answerable);
    world.call(other, silent);
    world.receive(server, endpoint);
    EXPECT_EQ(client.thread->state, ThreadState::blocked_on_reply);
    world.reply_receive(server, endpoint, {.label = 4});
    EXPECT_EQ(world.received(client).label, 4U);
    EXPECT_EQ(other.thread->state, ThreadState::inactive) << "nobody may answer it";
}

TEST(Teardown, TheLastCapabilitiesToWhatIsAlwaysThere) {
    World world;
    namespace initial = api::initial_capability;
    for (const Cap cap : {Cap{initial::domain}, Cap{initial::asid_control}, world.scheduling_control_cap(),
                          Cap{initial::irq_control}}) {
        world.remove(cap);
        EXPECT_TRUE(world.slot(cap).empty());
    }
}

/// Waiters who keep their object busy when its last capability goes.
std::vector<Actor> make_crowd(World& world) {
    std::vector<Actor> threads;
    world.checks = false;
    for (unsigned index = 0; index < crowd; index++) {
        threads.push_back(world.make_thread({.priority = static_cast<Priority>(90 - index)}));
    }
    world.checks = true;
    return threads;
}

/// `end` is one call of the root task that ends `object`, whose last capability it is about to lose. The
/// call stops for an interrupt, and has sent all waiters away when it is over.
void expect_stop(World& world, Cap object, const std::function<void()>& end) {
    std::vector<Actor> threads = make_crowd(world);
    for (Actor& thread : threads) {
        world.wait(thread, object);
    }
    world.remove(object);
    arch::fake_machine().raised_later = 45;
    arch::fake_machine().lines[45].masked = false;
    arch::fake_machine().looks_until_interrupt = 1;
    const unsigned before = world.restarts;
    end();
    EXPECT_EQ(world.restarts, before + 1);
    for (const Actor& thread : threads) {
        EXPECT_EQ(thread.thread->state, ThreadState::restart);
    }
}

/// A line whose notification has no other capability soon.
struct Line {
    World world;
    Cap notification = world.make_notification();
    Cap handler = world.free_slot();

    Line() {
        world.must(World::interrupts_cap, api::interrupt_control::Get{40, {node}, handler, whole});
        world.must(handler, api::interrupt_handler::SetNotification{{notification}});
    }
};

TEST(Teardown, ReplacingALinesNotificationStops) {
    Line line;
    const Cap other = line.world.make_notification();
    expect_stop(line.world, line.notification,
                [&] { line.world.must(line.handler, api::interrupt_handler::SetNotification{{other}}); });
    const Slot& held = line.world.kernel().interrupts.notifications[40];
    EXPECT_EQ(&held.as<NotificationView>().object(), &line.world.slot(other).as<NotificationView>().object());
}

TEST(Teardown, ClearingALineStops) {
    Line line;
    expect_stop(line.world, line.notification,
                [&] { line.world.must(line.handler, api::interrupt_handler::Clear{}); });
    EXPECT_TRUE(line.world.kernel().interrupts.notifications[40].empty());
}

TEST(Teardown, ReplacingAFaultHandlerStops) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor owner = world.make_thread({.priority = 20, .fault_handler = endpoint});
    expect_stop(world, endpoint, [&] {
        world.must(owner.thread_cap, api::thread::SetSchedulingParameters{
                                         {World::thread_cap}, 20, 20, {owner.context_cap}, {nothing}});
    });
    EXPECT_TRUE(owner.thread->slot(ThreadSlot::fault_handler).empty());
}

TEST(Teardown, SettingSpacesWithAnotherHandlerStops) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor owner = world.make_thread({.priority = 20, .fault_handler = endpoint});
    const auto data = api::CNodeData::root(api::root_cnode_slots_bits).bits;
    expect_stop(world, endpoint, [&] {
        world.must(owner.thread_cap, api::thread::SetSpace{{nothing}, {node}, data, {World::vspace_cap}, 0});
    });
    EXPECT_TRUE(owner.thread->slot(ThreadSlot::fault_handler).empty());
}

TEST(Teardown, EndingACNodeFullOfWaitersStops) {
    World world;
    const Cap outer = world.make_cnode(2);
    const Cap endpoint = world.make_endpoint();
    world.must(outer, api::cnode::Copy{3, 2, {node}, endpoint, whole, CapabilityRights::all()});
    expect_stop(world, endpoint, [&] { world.remove(outer); });
    EXPECT_TRUE(world.slot(outer).empty());
}

TEST(Teardown, RevokingMemoryFullOfWaitersStops) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap endpoint = world.make_from(memory, static_cast<Word>(api::ObjectType::endpoint));
    const Cap copy = world.copy(endpoint);
    expect_stop(world, endpoint, [&] { world.revoke(memory); });
    EXPECT_TRUE(world.slot(copy).empty());
}

TEST(Teardown, AThreadKeepsTheOnlyCapabilityToItsCNode) {
    World world;
    const Cap space = world.make_cnode(4);
    Actor owner = world.make_thread();
    const auto set = [&](Cap cspace, Word data) {
        return world
            .invoke(owner.thread_cap,
                    api::thread::SetSpace{{nothing}, {cspace}, data, {World::vspace_cap}, 0})
            .error();
    };
    EXPECT_EQ(set(space, api::CNodeData::root(4).bits), Error::no_error);
    world.remove(space);
    // To end it here would take long: whoever wants that keeps a capability, and deletes it.
    EXPECT_EQ(set(node, 0), Error::illegal_operation);
    EXPECT_TRUE(owner.thread->slot(ThreadSlot::capability_space).is<CNodeView>());
}

TEST(Teardown, WhoGoesLastInAGroupOfWaitersIsReplaced) {
    World world;
    const Cap endpoint = world.make_endpoint();
    std::vector<Actor> threads;
    for (const Priority priority : std::initializer_list<Priority>{80, 70, 70, 70, 60}) {
        threads.push_back(world.make_thread({.priority = priority}));
        world.wait(threads.back(), endpoint);
    }
    world.must(threads[3].thread_cap,
               api::thread::Suspend{}); // the last of its group, which is not the first
    Actor late = world.make_thread({.priority = 70});
    world.wait(late, endpoint);
    const Endpoint& queue = world.slot(endpoint).as<EndpointView>().object();
    std::vector<const Thread*> order;
    for (const Thread* thread = queue.first(); thread != nullptr; thread = thread->wait_link.next) {
        order.push_back(thread);
    }
    EXPECT_EQ(order, (std::vector<const Thread*>{threads[0].thread, threads[1].thread, threads[2].thread,
                                                 late.thread, threads[4].thread}));
}

} // namespace
} // namespace nacre::test
