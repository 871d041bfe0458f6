// SPDX-License-Identifier: MIT
// The Pi's watchdog and mailbox: passwords, scattered bits, and a firmware that does not answer.
#include "fake_bus.hpp"

#include <drivers/firmware/bcm2835_mailbox.hpp>
#include <drivers/power/bcm2835_watchdog.hpp>
#include <gtest/gtest.h>

namespace {

using namespace nacre::test;
using Values = std::vector<std::uint32_t>;

TEST(Bcm2835Watchdog, EveryWriteCarriesThePassword) {
    BusState state;
    nacre::kernel::drivers::Bcm2835Watchdog{FakeBus{state}}.reboot();
    ASSERT_EQ(state.stores.size(), 3U);
    for (const auto& [offset, value] : state.stores) {
        EXPECT_EQ(value >> 24, 0x5aU) << offset;
    }
}

TEST(Bcm2835Watchdog, PowerOffNamesThePartitionThatMeansHalt) {
    BusState state;
    state.registers[0x20] = 0x1000;
    nacre::kernel::drivers::Bcm2835Watchdog{FakeBus{state}}.power_off();
    EXPECT_EQ(state.stored_at(0x20), (Values{0x5a00'1555}));
}

TEST(Bcm2835Watchdog, RebootForgetsAnOldPartition) {
    BusState state;
    state.registers[0x20] = 0x1555;
    state.registers[0x1c] = 0x132;
    nacre::kernel::drivers::Bcm2835Watchdog{FakeBus{state}}.reboot();
    EXPECT_EQ(state.stored_at(0x20), (Values{0x5a00'1000}));
    EXPECT_EQ(state.stored_at(0x1c), (Values{0x5a00'0122}));
}

TEST(Bcm2835Mailbox, SendsTheAddressAndWaitsForItsOwnAnswer) {
    BusState state;
    state.coming[0x18] = {1U << 31, 0};
    state.coming[0x00] = {0x1111'1118, 0xc000'1008};
    EXPECT_TRUE(nacre::kernel::drivers::Bcm2835Mailbox{FakeBus{state}}.ask(0xc000'1000));
    EXPECT_EQ(state.stored_at(0x20), (Values{0xc000'1008}));
}

TEST(Bcm2835Mailbox, GivesUpOnAFirmwareThatIsAway) {
    BusState state;
    state.registers[0x18] = 1U << 30;
    EXPECT_FALSE(nacre::kernel::drivers::Bcm2835Mailbox{FakeBus{state}}.ask(0xc000'1000));
}

TEST(Bcm2835Mailbox, GivesUpOnOneThatAnswersOthersOnly) {
    BusState state;
    state.registers[0x00] = 0x8;
    EXPECT_FALSE(nacre::kernel::drivers::Bcm2835Mailbox{FakeBus{state}}.ask(0xc000'1000));
}

} // namespace
