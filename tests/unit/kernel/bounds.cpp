// SPDX-License-Identifier: MIT
// Long operations stop for interrupts and end as if they had not: no matter how many wait.
#include "awaited_interrupt.hpp"
#include "root_cnode.hpp"

#include <core/capability/derivation_tree.hpp>
#include <core/capability/relation.hpp>
#include <core/object/endpoint.hpp>
#include <core/schedule/refill.hpp>
#include <gtest/gtest.h>
#include <support/refill_total.hpp>

#include <vector>

namespace nacre::test {
namespace {

using namespace kernel;

constexpr unsigned crowd = 40;

std::vector<Actor> make_crowd(World& world) {
    std::vector<Actor> threads;
    world.checks = false;
    for (unsigned index = 0; index < crowd; index++) {
        threads.push_back(world.make_thread({.priority = static_cast<Priority>(90 - index)}));
    }
    world.checks = true;
    return threads;
}

TEST(Bounds, CancellingBadgedSendsStopsAndGoesOn) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap badges[] = {world.mint(endpoint, 1), world.mint(endpoint, 2)};
    std::vector<Actor> threads = make_crowd(world);
    for (unsigned index = 0; index < crowd; index++) {
        world.send(threads[index], badges[index % 2]);
    }
    interrupt_at_next_look();
    world.must(node, api::cnode::CancelBadgedSends{badges[0], whole});
    EXPECT_EQ(world.restarts, 1U);
    for (unsigned index = 0; index < crowd; index++) {
        EXPECT_EQ(threads[index].thread->state,
                  index % 2 == 0 ? ThreadState::restart : ThreadState::blocked_on_send)
            << index;
    }
    EXPECT_EQ(world.slot(endpoint).as<EndpointView>().object().cancel_cursor(), nullptr);
}

struct StoppedCancellation {
    World world;
    Cap endpoint_cap = world.make_endpoint();
    Cap one = world.mint(endpoint_cap, 1);
    Cap two = world.mint(endpoint_cap, 2);
    std::vector<Actor> threads = make_crowd(world);
    Endpoint& endpoint = world.slot(endpoint_cap).as<EndpointView>().object();
    Word ticket = 0;

    /// The first half waits with badge 2, the second with badge 1, and the cancellation of badge 1 stands
    /// between them.
    StoppedCancellation() {
        for (unsigned index = 0; index < crowd; index++) {
            world.send(threads[index], index < crowd / 2 ? two : one);
        }
        ticket = endpoint::begin_cancellation(world.kernel(), endpoint, 1);
        for (unsigned step = 0; step < crowd / 2; step++) {
            EXPECT_TRUE(endpoint::continue_cancellation(world.processor(), endpoint));
        }
    }
    unsigned finish() {
        unsigned steps = 1;
        while (endpoint::continue_cancellation(world.processor(), endpoint)) {
            steps++;
        }
        EXPECT_FALSE(endpoint::is_cancelling(endpoint, ticket));
        return steps;
    }
    void expect_all_old_ones_gone() {
        for (unsigned index = crowd / 2; index < crowd; index++) {
            EXPECT_NE(threads[index].thread->state, ThreadState::blocked_on_send) << index;
        }
        for (unsigned index = 0; index < crowd / 2; index++) {
            EXPECT_EQ(threads[index].thread->state, ThreadState::blocked_on_send) << index;
        }
        look();
    }
    /// A call that does nothing: on its way out the kernel decides who runs, and the invariants are checked.
    void look() { world.remove(world.free_slot()); }
};

TEST(Bounds, AStoppedCancellationDoesNotRepeatItsWork) {
    StoppedCancellation stopped;
    stopped.look();
    EXPECT_EQ(stopped.finish(), crowd / 2);
    stopped.expect_all_old_ones_gone();
}

TEST(Bounds, AWaiterThatJumpsOverTheCursorIsNotMissed) {
    StoppedCancellation stopped;
    thread::set_priority(stopped.world.processor(), *stopped.threads[crowd - 1].thread, 95);
    EXPECT_EQ(stopped.threads[crowd - 1].thread->priority, 95);
    // Not missed, and the others need not be looked at again.
    EXPECT_EQ(stopped.finish(), crowd / 2 - 1);
    stopped.expect_all_old_ones_gone();
}

TEST(Bounds, TheCursorOutlivesTheWaiterThatItStandsAt) {
    StoppedCancellation stopped;
    thread::suspend(stopped.world.processor(), *stopped.threads[crowd / 2].thread);
    EXPECT_EQ(stopped.endpoint.cancel_cursor(), stopped.threads[crowd / 2 + 1].thread);
    EXPECT_EQ(stopped.finish(), crowd / 2 - 1);
    stopped.expect_all_old_ones_gone();
}

/// Were both to begin again at the front whenever the other had been there, they would stop one another for
/// ever.
TEST(Bounds, WhoCancelsFinishesWhatAnotherBegan) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap badges[] = {world.mint(endpoint, 1), world.mint(endpoint, 2)};
    std::vector<Actor> threads = make_crowd(world);
    for (unsigned index = 0; index < crowd; index++) {
        world.send(threads[index], badges[index % 2]);
    }
    Driver driver{world};
    const Cap bell = world.make_notification();
    Actor second = world.make_thread({.priority = 110});
    world.wait(second, bell);
    Actor first = world.make_thread({.priority = 100});
    world.let_others_run();
    Driver::come_at_look(5);
    world.put_message(first, World::message_for(api::cnode::CancelBadgedSends{badges[0], whole}));
    world.perform(first, SystemCall::call, {.capability = node});
    ASSERT_TRUE(world.runs(driver.thread));
    EXPECT_EQ(threads[crowd - 2].thread->state, ThreadState::blocked_on_send);
    world.signal(driver.thread, bell);
    world.wait(driver.thread, driver.notification);
    ASSERT_TRUE(world.runs(second));
    world.invoke_as(second, node, api::cnode::CancelBadgedSends{badges[1], whole});
    for (const Actor& thread : threads) {
        EXPECT_EQ(thread.thread->state, ThreadState::restart);
    }
    const unsigned looks = arch::fake_machine().looks;
    world.wait(second, bell);
    EXPECT_EQ(world.received(first).error(), Error::no_error);
    EXPECT_EQ(arch::fake_machine().looks, looks + 1)
        << "the second one's before it waited; the first one found that it was through";
}

TEST(Bounds, MakingManyObjectsStopsBeforeTheyAreMade) {
    World world;
    const Cap memory = world.make_untyped(14);
    const auto type = static_cast<Word>(api::ObjectType::endpoint);
    world.make_from(memory, type);
    const Cap first = world.free_slot();
    for (unsigned more = 1; more < 40; more++) {
        world.free_slot();
    }
    interrupt_at_next_look();
    arch::fake_machine().looks_until_interrupt = 2; // the first one comes behind the look-ups
    world.must(memory, api::untyped::Retype{type, 0, {node}, 0, 0, first, 40});
    EXPECT_EQ(world.restarts, 1U);
    for (Cap made = first; made < first + 40; made++) {
        EXPECT_TRUE(world.slot(made).is<EndpointView>());
    }
}

constexpr auto large_frame = api::architecture::ObjectType::large_frame;

/// Memory that the kernel gave out at boot, of the size of a large frame or more.
Cap large_memory(World& world) {
    const api::BootInfo& boot_info = world.boot_info();
    for (Cap index = 0; index < boot_info.untyped.size(); index++) {
        const auto& untyped = boot_info.untyped_list[index];
        const Cap cap = boot_info.untyped.start + index;
        const bool is_fresh = !derivation_tree::has_child(world.slot(cap));
        if (untyped.is_device == 0 && untyped.size_bits >= api::architecture::large_frame_bits && is_fresh) {
            return cap;
        }
    }
    return nothing;
}

TEST(Bounds, CacheMaintenanceStopsAndGoesOnWhereItWas) {
    World world;
    const Cap frame = world.make_from(large_memory(world), static_cast<Word>(large_frame));
    const Word address = Word{1} << 30;
    const auto attributes = api::architecture::MappingAttributes::normal();
    while (
        world
            .invoke(frame,
                    api::frame::Map{{World::vspace_cap}, address, CapabilityRights::read_write(), attributes})
            .error() != Error::no_error) {
        const Cap level = world.make(api::architecture::ObjectType::page_table);
        world.must(level, api::page_table::Map{{World::vspace_cap}, address, attributes});
    }
    constexpr Word size = 5 * 16384 + 100;
    arch::fake_machine().cache_work.clear();
    interrupt_at_next_look();
    world.must(frame, api::frame::CleanData{64, 64 + size});
    EXPECT_EQ(world.restarts, 1U);
    Word done = 0;
    for (const arch::CacheRange& range : arch::fake_machine().cache_work) {
        EXPECT_EQ(range.start, world.slot(frame).as<FrameView>().physical() + 64 + done);
        done += range.size;
    }
    EXPECT_EQ(done, size) << "each byte once";
    // The next one begins at its beginning.
    arch::fake_machine().cache_work.clear();
    world.must(frame, api::frame::CleanData{64, 128});
    EXPECT_EQ(arch::fake_machine().cache_work.size(), 1U);
}

TEST(Bounds, CapabilitiesInAMessageAreLookedUpBeforeAnythingHappens) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor receiver = world.make_thread({.priority = 20});
    const Cap landing = world.free_slot();
    world.receive(receiver, endpoint);
    api::IpcBuffer& buffer = *receiver.thread->ipc_buffer(true);
    buffer.receive_cnode = node;
    buffer.receive_index = landing;
    buffer.receive_depth = whole;
    interrupt_at_next_look();
    world.send(world.root(), endpoint, {5, {1, 2, 3}, {world.make_notification()}});
    EXPECT_EQ(world.restarts, 1U);
    EXPECT_TRUE(world.slot(landing).is<NotificationView>());
    EXPECT_EQ(world.received(receiver).words.size(), 3U);
}

/// Two CNodes of different memory, the last capability to the inner one in the outer one.
struct Nest {
    World world;
    Cap outer_memory = world.make_untyped(12);
    Cap inner_memory = world.make_untyped(12);
    Cap outer = world.make_from(outer_memory, static_cast<Word>(api::ObjectType::cnode), 3);
    Cap inner = world.make_from(inner_memory, static_cast<Word>(api::ObjectType::cnode), 4);
    Cap endpoint = world.make_endpoint();

    Nest() {
        for (Word index = 0; index < 16; index++) {
            put(inner, 4, index, world.copy(endpoint));
        }
        put(outer, 3, 5, inner);
        put(outer, 3, 2, world.copy(endpoint));
    }
    void put(Cap into, std::uint8_t radix, Word index, Cap cap) {
        world.must(into, api::cnode::Move{index, radix, {node}, cap, whole});
    }
    void expect_nothing_left() {
        EXPECT_TRUE(world.slot(outer).empty());
        EXPECT_EQ(world.kernel().unfinished_nest, nullptr);
        EXPECT_FALSE(derivation_tree::has_child(world.slot(outer_memory)));
        EXPECT_FALSE(derivation_tree::has_child(world.slot(inner_memory)));
        EXPECT_TRUE(is_last_reference(world.slot(endpoint)));
        world.check();
    }
};

TEST(Bounds, ARevokeThatStopsInsideANestLeavesNothingBehind) {
    for (unsigned look = 1; look < 28; look++) {
        Nest nest;
        arch::fake_machine().raised_later = 45;
        arch::fake_machine().lines[45].masked = false;
        arch::fake_machine().looks_until_interrupt = look;
        nest.world.revoke(nest.outer_memory);
        EXPECT_EQ(nest.world.restarts, 1U) << look;
        nest.expect_nothing_left();
    }
}

/// Stops a Revoke of the outer memory inside the nest; its thread is kept from going on.
struct StoppedInNest : Nest {
    Actor worker;
    StoppedInNest() {
        Driver driver{world};
        worker = world.make_thread({.priority = 10});
        world.let_others_run();
        Driver::come_at_look(8);
        world.put_message(worker, World::message_for(api::cnode::Revoke{outer_memory, whole}));
        world.perform(worker, SystemCall::call, {.capability = node});
        EXPECT_EQ(world.kernel().unfinished_nest, &world.slot(outer));
    }
};

TEST(Bounds, WhoRevokesFinishesTheNestInWhichAnotherStopped) {
    StoppedInNest stopped;
    stopped.world.revoke(stopped.world.make_endpoint());
    EXPECT_TRUE(stopped.world.slot(stopped.outer).empty());
    EXPECT_EQ(stopped.world.kernel().unfinished_nest, nullptr);
    stopped.world.revoke(stopped.outer_memory);
    stopped.expect_nothing_left();
}

TEST(Bounds, ANestThatSomebodyDeletesMeanwhileIsForgotten) {
    StoppedInNest stopped;
    stopped.world.remove(stopped.outer);
    EXPECT_EQ(stopped.world.kernel().unfinished_nest, nullptr);
    stopped.world.revoke(stopped.outer_memory);
    stopped.expect_nothing_left();
}

TEST(Bounds, ANestThatSomebodyMovesMeanwhileIsFoundAgain) {
    StoppedInNest stopped;
    World& world = stopped.world;
    const Cap elsewhere = world.free_slot();
    world.must(node, api::cnode::Move{elsewhere, whole, {node}, stopped.outer, whole});
    EXPECT_EQ(world.kernel().unfinished_nest, &world.slot(elsewhere));
    world.revoke(stopped.outer_memory);
    EXPECT_TRUE(world.slot(elsewhere).empty());
    stopped.expect_nothing_left();
}

TEST(Bounds, ANestInsideACNodeThatIsDeletedMeanwhileGoesWithIt) {
    StoppedInNest stopped;
    World& world = stopped.world;
    const Cap around = world.make_cnode(2);
    world.must(around, api::cnode::Move{1, 2, {node}, stopped.outer, whole});
    world.remove(around);
    EXPECT_EQ(world.kernel().unfinished_nest, nullptr);
    world.revoke(stopped.outer_memory);
    stopped.expect_nothing_left();
}

TEST(Bounds, ReplacingTheLastHandlerStopsForInterrupts) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 20, .timeout_handler = endpoint});
    std::vector<Actor> threads = make_crowd(world);
    for (Actor& thread : threads) {
        world.wait(thread, endpoint);
    }
    world.remove(endpoint);
    interrupt_at_next_look();
    world.must(server.thread_cap, api::thread::SetTimeoutEndpoint{{world.free_slot()}});
    EXPECT_EQ(world.restarts, 1U);
    for (const Actor& thread : threads) {
        EXPECT_EQ(thread.thread->state, ThreadState::restart);
    }
    EXPECT_TRUE(server.thread->slot(ThreadSlot::timeout_handler).empty());
}

TEST(Bounds, EndingAnInterruptHandlerStopsForInterrupts) {
    World world;
    const Cap notification = world.make_notification();
    const Cap line = world.free_slot();
    world.must(World::interrupts_cap, api::interrupt_control::Get{40, {node}, line, whole});
    world.must(line, api::interrupt_handler::SetNotification{{notification}});
    std::vector<Actor> threads = make_crowd(world);
    for (Actor& thread : threads) {
        world.wait(thread, notification);
    }
    world.remove(notification);
    interrupt_at_next_look();
    world.remove(line);
    EXPECT_EQ(world.restarts, 1U);
    for (const Actor& thread : threads) {
        EXPECT_EQ(thread.thread->state, ThreadState::restart);
    }
}

TEST(Bounds, HoweverManyRefillsFitFewAreJoinedAtOnce) {
    constexpr refill::Limits limits{.kernel_time = 10, .minimum_budget = 20};
    constexpr std::uint32_t room = 1000;
    struct {
        SchedulingContext context{};
        std::array<Refill, room> storage{};
    } ring;
    Ticks now = 1000;
    refill::start(ring.context, room, 100'000, 10'000'000, now);
    for (unsigned part = 0; part < 900; part++) {
        now += 500;
        refill::wake(limits, ring.context, now);
        refill::charge(limits, ring.context, 100);
        ASSERT_LE(ring.context.count, refill::most_kept_apart);
        ASSERT_EQ(total_of(ring.context), 100'000U);
    }
    EXPECT_EQ(ring.context.count, refill::most_kept_apart);
    refill::wake(limits, ring.context, now + 100'000'000);
    EXPECT_EQ(ring.context.count, 1U);
    EXPECT_EQ(refill::first(ring.context).amount, 100'000U);
}

} // namespace
} // namespace nacre::test
