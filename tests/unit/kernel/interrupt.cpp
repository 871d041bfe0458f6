// SPDX-License-Identifier: MIT
// Interrupts: handlers, their notifications, masking until acknowledged.
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;
namespace control = api::interrupt_control;
namespace handler = api::interrupt_handler;

constexpr InterruptNumber line = 40;

struct Device {
    World world;
    Cap handler_cap = world.free_slot();
    Cap notification = world.make_notification();
    Cap badged = world.mint(notification, 4);
    Actor driver = world.make_thread({.priority = 80});

    Device() {
        world.must(World::interrupts_cap, control::Get{line, {World::cnode_cap}, handler_cap, World::whole});
    }
    arch::FakeLine& wire() { return arch::fake_machine().lines[line]; }
};

TEST(Interrupt, ADriverIsWokenAndAcknowledges) {
    Device device;
    World& world = device.world;
    EXPECT_FALSE(device.wire().masked);
    world.must(device.handler_cap, handler::SetNotification{{device.badged}});
    EXPECT_FALSE(device.wire().masked);
    world.wait(device.driver, device.notification);
    world.interrupt(line);
    world.let_others_run(); // the root task was woken since nobody ran
    ASSERT_TRUE(world.runs(device.driver));
    EXPECT_EQ(world.received(device.driver).badge, 4U);
    // Silent until it is acknowledged.
    EXPECT_TRUE(device.wire().masked);
    world.interrupt(line);
    EXPECT_TRUE(device.wire().pending);
    world.must(device.handler_cap, handler::Acknowledge{});
    world.let_others_run();
    EXPECT_FALSE(device.wire().pending);
    world.wait(device.driver, device.notification);
    EXPECT_TRUE(world.runs(device.driver));
}

TEST(Interrupt, ALineHasOneOwner) {
    Device device;
    World& world = device.world;
    const auto get = [&](Word number, Cap slot) {
        return world.invoke(World::interrupts_cap,
                            control::Get{number, {World::cnode_cap}, slot, World::whole});
    };
    EXPECT_EQ(get(line, world.free_slot()).error(), Error::revoke_first);
    EXPECT_EQ(get(line + 1, device.handler_cap).error(), Error::delete_first);
    EXPECT_EQ(get(1000, world.free_slot()).error(), Error::range_error);
    EXPECT_EQ(get(1000, world.free_slot()).words, (std::vector<Word>{0, arch::Machine::interrupt_count - 1}));
    world.remove(device.handler_cap);
    EXPECT_EQ(get(line, world.free_slot()).error(), Error::no_error);
}

TEST(Interrupt, WhatComesBeforeANotificationIsSetWaitsForTheAcknowledge) {
    Device device;
    World& world = device.world;
    world.interrupt(line);
    EXPECT_TRUE(device.wire().masked);
    world.must(device.handler_cap, handler::SetNotification{{device.badged}});
    EXPECT_TRUE(device.wire().masked);
    world.must(device.handler_cap, handler::Acknowledge{});
    EXPECT_FALSE(device.wire().masked);
}

TEST(Interrupt, TheKernelsOwnLinesAreTaken) {
    World world;
    EXPECT_EQ(world
                  .invoke(World::interrupts_cap,
                          control::Get{0, {World::cnode_cap}, world.free_slot(), World::whole})
                  .error(),
              Error::revoke_first);
}

TEST(Interrupt, DeletingTheHandlerSilencesTheLine) {
    Device device;
    World& world = device.world;
    world.must(device.handler_cap, handler::SetNotification{{device.badged}});
    const Cap copy = world.copy(device.handler_cap);
    world.remove(device.handler_cap);
    EXPECT_FALSE(device.wire().masked);
    world.remove(copy);
    EXPECT_TRUE(device.wire().masked);
    EXPECT_TRUE(world.kernel().interrupts.notifications[line].empty());
}

TEST(Interrupt, ClearAndRevokeTakeTheNotificationAway) {
    Device device;
    World& world = device.world;
    world.must(device.handler_cap, handler::SetNotification{{device.badged}});
    world.must(device.handler_cap, handler::Clear{});
    EXPECT_TRUE(world.kernel().interrupts.notifications[line].empty());
    world.must(device.handler_cap, handler::SetNotification{{device.badged}});
    world.revoke(device.notification);
    EXPECT_TRUE(world.kernel().interrupts.notifications[line].empty());
    world.interrupt(line); // heard by nobody
    const Cap unsignalled = world.copy(device.notification, CapabilityRights::read());
    EXPECT_EQ(world.invoke(device.handler_cap, handler::SetNotification{{unsignalled}}).error(),
              Error::invalid_capability);
}

TEST(Interrupt, TriggersAndSoftwareInterrupts) {
    World world;
    const Cap edge = world.free_slot();
    world.must(World::interrupts_cap, control::GetTrigger{line, 1, {World::cnode_cap}, edge, World::whole});
    EXPECT_TRUE(arch::fake_machine().lines[line].edge_triggered);
    const Cap software = world.free_slot();
    world.must(World::interrupts_cap,
               control::IssueSgiSignal{5, 1, {World::cnode_cap}, software, World::whole});
    world.send(world.root(), software);
    EXPECT_EQ(arch::fake_machine().software_interrupts, (std::vector<arch::SoftwareInterrupt>{{5, 1}}));
    EXPECT_EQ(world
                  .invoke(World::interrupts_cap,
                          control::IssueSgiSignal{16, 1, {World::cnode_cap}, world.free_slot(), World::whole})
                  .error(),
              Error::range_error);
}

TEST(Interrupt, RevokingTheControlTakesAllHandlers) {
    Device device;
    device.world.revoke(World::interrupts_cap);
    EXPECT_TRUE(device.world.slot(device.handler_cap).empty());
    EXPECT_EQ(device.world.kernel().interrupts.uses[line], InterruptUse::inactive);
}

} // namespace
} // namespace nacre::test
