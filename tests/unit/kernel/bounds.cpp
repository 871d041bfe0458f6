// SPDX-License-Identifier: MIT
// Long operations stop for interrupts and end as if they had not: no matter how many wait.
#include <core/object/endpoint.hpp>
#include <core/schedule/refill.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <vector>

namespace nacre::test {
namespace {

using namespace kernel;

constexpr Cap node = World::cnode_cap;
constexpr auto whole = World::whole;
constexpr unsigned crowd = 40;

/// At the next look of the kernel an interrupt is pending, which nobody handles: the stopped call goes on at
/// once.
void interrupt_at_next_look() {
    arch::fake_machine().raised_later = 45;
    arch::fake_machine().lines[45].masked = false;
    arch::fake_machine().looks_until_interrupt = 1;
}

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

    /// The first half waits with badge 2, the second with badge 1, and the cursor stands between them.
    StoppedCancellation() {
        for (unsigned index = 0; index < crowd; index++) {
            world.send(threads[index], index < crowd / 2 ? two : one);
        }
        steps(crowd / 2);
    }
    void steps(unsigned count) {
        for (unsigned step = 0; step < count; step++) {
            EXPECT_TRUE(cancel(*world.root().thread));
        }
    }
    bool cancel(Thread& canceller) {
        return endpoint::cancel_one_badged_send(world.processor(), canceller, endpoint, 1);
    }
    unsigned finish(Thread& canceller) {
        unsigned count = 1;
        while (cancel(canceller)) {
            count++;
        }
        return count;
    }
    void expect_all_old_ones_gone() {
        for (unsigned index = crowd / 2; index < crowd; index++) {
            EXPECT_NE(threads[index].thread->state, ThreadState::blocked_on_send) << index;
        }
        look();
    }
    /// A call that does nothing: on its way out the kernel decides who runs, and the invariants are checked.
    void look() { world.remove(world.free_slot()); }
};

TEST(Bounds, AStoppedCancellationDoesNotRepeatItsWork) {
    StoppedCancellation stopped;
    stopped.look();
    EXPECT_EQ(stopped.finish(*stopped.world.root().thread), crowd / 2);
    stopped.expect_all_old_ones_gone();
}

TEST(Bounds, AWaiterThatJumpsOverTheCursorIsNotMissed) {
    StoppedCancellation stopped;
    thread::set_priority(stopped.world.processor(), *stopped.threads[crowd - 1].thread, 95);
    stopped.finish(*stopped.world.root().thread);
    stopped.expect_all_old_ones_gone();
}

TEST(Bounds, TheCursorOutlivesTheWaiterThatItStandsAt) {
    StoppedCancellation stopped;
    thread::suspend(stopped.world.processor(), *stopped.threads[crowd / 2].thread);
    EXPECT_EQ(stopped.endpoint.cancel_cursor(), stopped.threads[crowd / 2 + 1].thread);
    EXPECT_EQ(stopped.finish(*stopped.world.root().thread), crowd / 2 - 1);
    stopped.expect_all_old_ones_gone();
}

TEST(Bounds, AnotherCancellationBeginsAtTheFront) {
    StoppedCancellation stopped;
    // It comes before the cursor of a cancellation that never went on: the next one must see it.
    Actor late = stopped.world.make_thread({.priority = 99});
    stopped.world.send(late, stopped.one);
    ASSERT_EQ(late.thread->state, ThreadState::blocked_on_send);
    stopped.finish(*late.thread);
    EXPECT_EQ(late.thread->state, ThreadState::restart);
    stopped.expect_all_old_ones_gone();
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
        ASSERT_EQ(refill::total(ring.context), 100'000U);
    }
    EXPECT_EQ(ring.context.count, refill::most_kept_apart);
    refill::wake(limits, ring.context, now + 100'000'000);
    EXPECT_EQ(ring.context.count, 1U);
    EXPECT_EQ(refill::first(ring.context).amount, 100'000U);
}

} // namespace
} // namespace nacre::test
