// SPDX-License-Identifier: MIT
// The World itself: it boots, its threads run, and broken states are noticed.
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

TEST(World, BootsAndRunsThreads) {
    World world;
    EXPECT_TRUE(world.runs(world.root()));
    Actor low = world.make_thread({.priority = 10});
    Actor high = world.make_thread({.priority = 20});
    world.let_others_run();
    EXPECT_TRUE(world.runs(high));
    world.wake_root();
    EXPECT_TRUE(world.runs(world.root()));
    world.must(high.thread_cap, api::thread::Suspend{});
    world.let_others_run();
    EXPECT_TRUE(world.runs(low));
}

TEST(World, RootIsWokenWhenNobodyRuns) {
    World world;
    world.let_others_run();
    EXPECT_EQ(world.idle_count(), 1U);
    EXPECT_TRUE(world.runs(world.root()));
}

} // namespace
} // namespace nacre::test
