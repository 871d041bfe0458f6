// SPDX-License-Identifier: MIT
// The driver of the mini UART says to the device what its data sheet and the list of its errata want.
#include "../drivers/fake_bus.hpp"

#include <drivers/mini_uart/mini_uart.hpp>
#include <gtest/gtest.h>

namespace {

using namespace nacre::test;
using Port = nacre::user::MiniUart<FakeBus>;
using Values = std::vector<std::uint32_t>;

TEST(MiniUart, IsUsedOnlyWhenTheKernelHasEnabledIt) {
    BusState state;
    const Port port{FakeBus{state}};
    state.registers[0x04] = 0b110;
    EXPECT_FALSE(port.is_enabled());
    state.registers[0x04] = 0b111;
    EXPECT_TRUE(port.is_enabled());
}

TEST(MiniUart, HasRoomForOneByteAtLeastWhileItsLineStatusSaysSo) {
    BusState state;
    const Port port{FakeBus{state}};
    EXPECT_EQ(port.room(), 0U);
    state.registers[0x54] = 1U << 5;
    EXPECT_EQ(port.room(), 1U);
    port.write('\xff');
    EXPECT_EQ(state.stored_at(0x40), (Values{0xff}));
}

TEST(MiniUart, ReadsWhatHasArrived) {
    BusState state;
    const Port port{FakeBus{state}};
    EXPECT_FALSE(port.can_read());
    state.registers[0x54] = 1;
    state.registers[0x40] = 'k';
    EXPECT_TRUE(port.can_read());
    EXPECT_EQ(port.read(), 'k');
}

TEST(MiniUart, InputInterruptsWithTheTwoBitsThatTheErrataName) {
    BusState state;
    const Port port{FakeBus{state}};
    port.select_interrupts(true, false);
    port.select_interrupts(false, true);
    port.silence();
    EXPECT_EQ(state.stored_at(0x44), (Values{0b1101, 0b0010, 0}));
}

} // namespace
