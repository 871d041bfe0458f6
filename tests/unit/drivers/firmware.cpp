// SPDX-License-Identifier: MIT
// The Pi's watchdog, mailbox and pins: passwords, scattered bits, and a firmware that does not answer.
#include "fake_bus.hpp"

#include <drivers/firmware/bcm2835_mailbox.hpp>
#include <drivers/pins/bcm2835_pins.hpp>
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

using nacre::kernel::drivers::Property;
using nacre::kernel::drivers::PropertyMessage;

TEST(PropertyMessage, HasItsPropertiesOneAfterTheOtherAndAnEnd) {
    PropertyMessage message;
    EXPECT_EQ(message.add(Property::set_depth, {16}), 5U);
    const unsigned size = message.add(Property::get_display_size, {0, 0});
    EXPECT_EQ(size, 9U);
    const std::uint32_t all = message[0];
    EXPECT_GT(all, 12 * sizeof(std::uint32_t));
    EXPECT_LE(all, sizeof message);
    const std::vector<std::uint32_t> expected{0, 0x4'8005, 4, 0, 16, 0x4'0003, 8, 0, 0, 0, 0};
    for (unsigned place = 0; place < expected.size(); ++place) {
        EXPECT_EQ(message[place + 1], expected[place]) << place;
    }
    EXPECT_FALSE(message.answered());
}

TEST(Bcm2835Pins, ThreeBitsOfEachPinChangeAndNoOthers) {
    using nacre::kernel::drivers::PinFunction;
    BusState state;
    state.registers[0x04] = 0xffff'ffff;
    nacre::kernel::drivers::Bcm2835Pins{FakeBus{state}}.use(15, 15, PinFunction::alternate5);
    EXPECT_EQ(state.stored_at(0x04), (Values{0xffff'ffffU & ~(7U << 15) | 2U << 15}));
    EXPECT_EQ(state.stored_at(0x94), (Values{0}));
    EXPECT_EQ(state.stored_at(0x98), (Values{1U << 15, 0}));
}

TEST(Bcm2835Pins, PinsAcrossTwoRegisters) {
    using nacre::kernel::drivers::PinFunction;
    BusState state;
    nacre::kernel::drivers::Bcm2835Pins{FakeBus{state}}.use(29, 30, PinFunction::alternate4);
    EXPECT_EQ(state.stored_at(0x08), (Values{3U << 27}));
    EXPECT_EQ(state.stored_at(0x0c), (Values{3U}));
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
