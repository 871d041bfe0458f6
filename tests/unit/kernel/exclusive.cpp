// SPDX-License-Identifier: MIT
// How long the exclusive section may stop other cores, and how soon again.
#include <core/schedule/clock.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

/// Core 0 has the section; core 1 ran, and parked some time after it was called.
struct Stop {
    explicit Stop(Ticks until_parked) {
        holder.parking.holds = false;
        holder.kernel->exclusive_section.allowed_at = 0;
        other.parking.parked.store(false);
        arch::fake_machine().on_relax = [this, until_parked] {
            arch::fake_machine().pass(until_parked);
            other.parking.parked.store(true);
        };
        entered = exclusive::enter(holder, exclusive::Patience::until_allowed);
    }
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;
    ~Stop() { arch::fake_machine().on_relax = nullptr; }

    /// How long the others run now before they can be stopped again.
    Ticks pause_after() {
        exclusive::leave(holder);
        return holder.kernel->exclusive_section.allowed_at - arch::fake_machine().now;
    }

    World world{2};
    Processor& holder = world.kernel().processors[0];
    Processor& other = world.kernel().processors[1];
    bool entered = false;
};

TEST(Exclusive, OthersRunFourTimesAsLongAsTheyWereStopped) {
    Stop stop{clock::from_microseconds(1)};
    ASSERT_TRUE(stop.entered);
    arch::fake_machine().pass_microseconds(50);
    EXPECT_GE(stop.pause_after(), clock::from_microseconds(4 * (1 + 50)));
}

/// QEMU on a busy host does not execute a core for milliseconds: nobody loses them by the stop.
TEST(Exclusive, ALongWayUntilAllAreParkedIsNoTimeLost) {
    Stop stop{clock::from_microseconds(9'000)};
    const Ticks pause = stop.pause_after();
    EXPECT_GE(pause, 4 * clock::from_microseconds(refill::kernel_microseconds));
    EXPECT_LE(pause, 4 * clock::from_microseconds(2 * refill::kernel_microseconds));
}

TEST(Exclusive, ALongOperationStopsAfterTenMicroseconds) {
    const Stop stop{clock::from_microseconds(1)};
    arch::fake_machine().pass_microseconds(10);
    EXPECT_FALSE(exclusive::is_wanted(stop.holder));
    arch::fake_machine().pass_microseconds(1);
    EXPECT_TRUE(exclusive::is_wanted(stop.holder));
}

/// Else it would do next to nothing in each section that it took so long to get.
TEST(Exclusive, ALongOperationMayTakeAsLongAsItTookToStopTheOthers) {
    const Stop stop{clock::from_microseconds(500)};
    arch::fake_machine().pass_microseconds(500);
    EXPECT_FALSE(exclusive::is_wanted(stop.holder));
    arch::fake_machine().pass_microseconds(1);
    EXPECT_TRUE(exclusive::is_wanted(stop.holder));
}

} // namespace
} // namespace nacre::test
