// SPDX-License-Identifier: MIT
// The consoles wait for room before they write.
#include "fake_bus.hpp"

#include <drivers/console/mini_uart.hpp>
#include <drivers/console/ns16550.hpp>
#include <drivers/console/pl011.hpp>
#include <gtest/gtest.h>

namespace {

using namespace nacre::test;
using Values = std::vector<std::uint32_t>;

TEST(Pl011, WaitsWhileTheFifoIsFull) {
    BusState state;
    state.coming[0x18] = {1U << 5, 1U << 5, 0};
    nacre::kernel::drivers::Pl011{FakeBus{state}}.put('A');
    EXPECT_TRUE(state.coming[0x18].empty());
    EXPECT_EQ(state.stores, (std::vector<BusState::Store>{{0x00, 'A'}}));
}

TEST(Pl011, ACharacterAbove127SetsNoErrorBits) {
    BusState state;
    nacre::kernel::drivers::Pl011{FakeBus{state}}.put('\xff');
    EXPECT_EQ(state.stored_at(0x00), (Values{0xff}));
}

TEST(Pl011, FlushWaitsForTheShifter) {
    BusState state;
    state.coming[0x18] = {1U << 3, 0};
    nacre::kernel::drivers::Pl011{FakeBus{state}}.flush();
    EXPECT_TRUE(state.coming[0x18].empty());
}

TEST(Pl011, StartsDisabledThenSetsTheLineThenEnables) {
    BusState state;
    nacre::kernel::drivers::Pl011{FakeBus{state}}.start();
    EXPECT_EQ(state.stores, (std::vector<BusState::Store>{{0x30, 0}, {0x2c, 0x70}, {0x30, 0x301}}));
}

TEST(Pl011, ItsRateIsTheClockInSixtyFourthsOfSixteenTimesTheRate) {
    BusState state;
    nacre::kernel::drivers::Pl011{FakeBus{state}}.start(48'000'000, 115'200);
    EXPECT_EQ(state.stored_at(0x24), (Values{26}));
    EXPECT_EQ(state.stored_at(0x28), (Values{3}));
}

TEST(MiniUart, ItsRateFollowsTheCoresClock) {
    BusState state;
    nacre::kernel::drivers::MiniUart{FakeBus{state}}.start(250'000'000, 115'200);
    EXPECT_EQ(state.stored_at(0x68), (Values{270}));
    EXPECT_EQ(state.stored_at(0x60), (Values{0, 3}));
    EXPECT_EQ(state.stored_at(0x4c), (Values{3}));
}

TEST(MiniUart, WaitsUntilThereIsRoom) {
    BusState state;
    state.coming[0x54] = {0, 0, 1U << 5};
    nacre::kernel::drivers::MiniUart{FakeBus{state}}.put('x');
    EXPECT_TRUE(state.coming[0x54].empty());
    EXPECT_EQ(state.stores, (std::vector<BusState::Store>{{0x40, 'x'}}));
}

TEST(MiniUart, LeavesTheSpiMastersOfItsBlockAsTheyAre) {
    BusState state;
    state.registers[0x04] = 6;
    nacre::kernel::drivers::MiniUart port{FakeBus{state}};
    port.start(0, 115200);
    port.stop();
    EXPECT_EQ(state.stored_at(0x04), (Values{7, 6}));
    EXPECT_EQ(state.stored_at(0x44), (Values{0}));
}

TEST(Ns16550, WaitsUntilTheFifoIsEmpty) {
    BusState state;
    state.coming[5] = {0, 1U << 6, 1U << 5};
    nacre::kernel::drivers::Ns16550{FakeBus{state}}.put('x');
    EXPECT_TRUE(state.coming[5].empty());
    EXPECT_EQ(state.stores, (std::vector<BusState::Store>{{0, 'x'}}));
}

TEST(Ns16550, FlushWaitsForTheLastBit) {
    BusState state;
    state.coming[5] = {1U << 5, 3U << 5};
    nacre::kernel::drivers::Ns16550{FakeBus{state}}.flush();
    EXPECT_TRUE(state.coming[5].empty());
}

TEST(Ns16550, SetsTheDivisorBehindItsBitThenTheLine) {
    BusState state;
    nacre::kernel::drivers::Ns16550{FakeBus{state}}.start(0x0201);
    EXPECT_EQ(state.stores,
              (std::vector<BusState::Store>{{1, 0}, {3, 0x80}, {0, 0x01}, {1, 0x02}, {3, 3}, {2, 1}}));
}

} // namespace
