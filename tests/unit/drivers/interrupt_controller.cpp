// SPDX-License-Identifier: MIT
// The interrupt controllers: what is claimed, masked and completed, register by register.
#include "fake_bus.hpp"

#include <drivers/interrupt_controller/bcm2836.hpp>
#include <drivers/interrupt_controller/clint.hpp>
#include <drivers/interrupt_controller/gic_v2.hpp>
#include <drivers/interrupt_controller/plic.hpp>
#include <gtest/gtest.h>

namespace {

using namespace nacre::test;
using namespace nacre::kernel::drivers;
using Values = std::vector<std::uint32_t>;

struct Gic : testing::Test {
    BusState distributor;
    BusState processor;
    GicV2<FakeBus, FakeBus> gic{FakeBus{distributor}, FakeBus{processor}};
};

TEST_F(Gic, ADeviceStaysActiveUntilItIsCompleted) {
    processor.coming[0x0c] = {33};
    EXPECT_EQ(gic.claim(), 33U);
    EXPECT_TRUE(processor.stores.empty());
    gic.complete(33);
    EXPECT_EQ(processor.stored_at(0x10), (Values{33}));
}

TEST_F(Gic, NothingPendingIsASpecialNumber) {
    processor.coming[0x0c] = {1023};
    EXPECT_GE(gic.claim(), gic.first_special);
    EXPECT_TRUE(processor.stores.empty());
}

TEST_F(Gic, AnInterruptFromAnotherProcessorIsEndedWithItsSender) {
    processor.coming[0x0c] = {15 | 2U << 10};
    EXPECT_EQ(gic.claim(), 15U);
    EXPECT_EQ(processor.stored_at(0x10), (Values{15 | 2U << 10}));
    gic.complete(15);
    EXPECT_EQ(processor.stored_at(0x10).size(), 1U) << "it was over already";
}

TEST_F(Gic, MaskAndUnmaskTouchOneLine) {
    gic.mask(33);
    gic.unmask(95);
    EXPECT_EQ(distributor.stores, (std::vector<BusState::Store>{{0x184, 2}, {0x108, 1U << 31}}));
}

TEST_F(Gic, TriggeringChangesTheHigherBitOfTheLinesField) {
    distributor.registers[0xc08] = 0x5555'5555;
    gic.set_edge_triggered(33, true);
    distributor.registers[0xc08] = 0xffff'ffff;
    gic.set_edge_triggered(33, false);
    EXPECT_EQ(distributor.stored_at(0xc08), (Values{0x5555'555d, 0xffff'fff7}));
}

TEST_F(Gic, ASharedLineIsRoutedToOneProcessorAndItsNeighboursStay) {
    distributor.registers[0x820] = 0x0101'0101;
    gic.route(33, 3);
    EXPECT_EQ(distributor.stored_at(0x820), (Values{0x0101'0801}));
    gic.route(27, 3);
    EXPECT_EQ(distributor.stores.size(), 1U) << "a private line is each processor's own";
}

TEST_F(Gic, StartsWithEverythingSharedOffAndAtTheFirstProcessor) {
    distributor.registers[0x04] = 2; // 96 lines
    gic.start();
    EXPECT_EQ(distributor.stored_at(0x184), (Values{~0U}));
    EXPECT_EQ(distributor.stored_at(0x188), (Values{~0U}));
    EXPECT_TRUE(distributor.stored_at(0x18c).empty());
    EXPECT_EQ(distributor.stored_at(0x820), (Values{0x0101'0101}));
    EXPECT_EQ(distributor.stored_at(0x85c), (Values{0x0101'0101}));
    EXPECT_TRUE(distributor.stored_at(0x81c).empty()) << "private lines have no target";
    EXPECT_EQ(distributor.stores.front(), (BusState::Store{0x000, 0}));
    EXPECT_EQ(distributor.stores.back(), (BusState::Store{0x000, 1}));
}

TEST_F(Gic, AProcessorStartsWithItsTimerAndTheOthersCalls) {
    gic.start_processor(27);
    EXPECT_EQ(distributor.stored_at(0x180), (Values{~0U}));
    EXPECT_EQ(distributor.stored_at(0x100), (Values{0xffff | 1U << 27}));
    EXPECT_EQ(processor.stores, (std::vector<BusState::Store>{{0x04, 0xff}, {0x00, 1}}));
}

TEST_F(Gic, ASignalNamesTargetsAndNumber) {
    gic.signal(1U << 3, 15);
    EXPECT_EQ(distributor.stored_at(0xf00), (Values{8U << 16 | 15}));
}

struct Pi : testing::Test {
    BusState local;
    BusState peripheral;
    Bcm2836<FakeBus, FakeBus> controller{FakeBus{local}, FakeBus{peripheral}};
};

TEST_F(Pi, NothingIsPendingAtFirst) {
    EXPECT_EQ(controller.claim(0), bcm2836::none);
    EXPECT_TRUE(local.stores.empty() && peripheral.stores.empty());
}

TEST_F(Pi, TheTimerComesBeforeAllElse) {
    local.registers[0x60] = 1U << 3 | 1U << 4 | 1U << 8;
    EXPECT_EQ(controller.claim(0), bcm2836::virtual_timer);
}

TEST_F(Pi, EachCoreHasItsOwnSources) {
    local.registers[0x68] = 1U << 3;
    EXPECT_EQ(controller.claim(0), bcm2836::none);
    EXPECT_EQ(controller.claim(2), bcm2836::virtual_timer);
}

TEST_F(Pi, AnInterruptFromAnotherCoreIsTakenOutOfTheMailbox) {
    local.registers[0x64] = 1U << 4;
    EXPECT_EQ(controller.claim(1), bcm2836::mailbox);
    EXPECT_EQ(local.stored_at(0xd0), (Values{~0U}));
}

TEST_F(Pi, ThePl011IsNumber121AndMaskedWhenClaimed) {
    local.registers[0x60] = 1U << 8;
    peripheral.registers[0x08] = 1U << 25;
    peripheral.registers[0x14] = 1U << 25;
    EXPECT_EQ(controller.claim(0), 121U);
    EXPECT_EQ(peripheral.stored_at(0x20), (Values{1U << 25}));
}

TEST_F(Pi, WhatOnlyTheGpuListensToIsNotClaimed) {
    local.registers[0x60] = 1U << 8;
    peripheral.registers[0x04] = 1U << 3;
    EXPECT_EQ(controller.claim(0), bcm2836::none);
}

TEST_F(Pi, TheArmsOwnInterruptsHaveNumbersOfTheirOwn) {
    local.registers[0x60] = 1U << 8;
    peripheral.registers[0x00] = 1;
    EXPECT_EQ(controller.claim(0), 32U);
    EXPECT_EQ(peripheral.stored_at(0x24), (Values{1}));
    controller.unmask(32);
    EXPECT_EQ(peripheral.stored_at(0x18), (Values{1}));
}

TEST_F(Pi, ShortcutBitsOfTheBasicRegisterAreNoInterruptsOfTheirOwn) {
    local.registers[0x60] = 1U << 8;
    peripheral.registers[0x00] = 1U << 19 | 1U << 9;
    peripheral.registers[0x08] = 1U << 25;
    peripheral.registers[0x14] = 1U << 25;
    EXPECT_EQ(controller.claim(0), 121U);
}

TEST_F(Pi, MaskAndUnmaskChooseTheBank) {
    controller.unmask(64);
    controller.mask(127);
    EXPECT_EQ(peripheral.stores, (std::vector<BusState::Store>{{0x10, 1}, {0x20, 1U << 31}}));
}

struct PlicOfAMachine : testing::Test {
    BusState bus;
    Plic<FakeBus, 64> plic{FakeBus{bus}};
};

TEST_F(PlicOfAMachine, ClaimsAndCompletesAtTheContext) {
    bus.coming[0x20'3004] = {10, 0};
    EXPECT_EQ(plic.claim(3), 10U);
    EXPECT_EQ(plic.claim(3), 0U) << "nothing is pending";
    plic.complete(3, 10);
    EXPECT_EQ(bus.stores, (std::vector<BusState::Store>{{0x20'3004, 10}}));
}

TEST_F(PlicOfAMachine, MasksByPriorityAndLeavesTheSourceEnabled) {
    plic.mask(10);
    plic.unmask(63);
    EXPECT_EQ(bus.stores, (std::vector<BusState::Store>{{40, 0}, {252, 1}}))
        << "a source that is disabled when it is completed never comes again";
}

TEST_F(PlicOfAMachine, StartsWithAllSourcesMasked) {
    plic.start();
    EXPECT_EQ(bus.stores.size(), 63U);
    for (const auto& [where, value] : bus.stores) {
        EXPECT_TRUE(where >= 4 && where < 256 && value == 0) << where;
    }
}

TEST_F(PlicOfAMachine, AContextHasAllSourcesOrNone) {
    plic.start_context(1, true);
    plic.start_context(3, false);
    EXPECT_EQ(bus.stores,
              (std::vector<BusState::Store>{
                  {0x2080, ~0U}, {0x2084, ~0U}, {0x20'1000, 0}, {0x2180, 0}, {0x2184, 0}, {0x20'3000, 0}}));
}

TEST_F(PlicOfAMachine, RoutingChangesOneBitOfAContext) {
    bus.registers[0x2084] = 0xf0;
    plic.enable(1, 33, true);
    plic.enable(1, 36, false);
    EXPECT_EQ(bus.stored_at(0x2084), (Values{0xf2, 0xe0}));
}

TEST(ClintOfAMachine, InterruptsACoreAndTakesItBack) {
    BusState bus;
    Clint clint{FakeBus{bus}};
    clint.interrupt(3);
    clint.take_back(3);
    EXPECT_EQ(bus.stores, (std::vector<BusState::Store>{{12, 1}, {12, 0}}));
}

TEST(ClintOfAMachine, ADeadlineNeverMatchesTooEarly) {
    BusState bus;
    Clint{FakeBus{bus}}.set_deadline(1, 7, 2);
    EXPECT_EQ(bus.stores, (std::vector<BusState::Store>{{0x400c, ~0U}, {0x4008, 7}, {0x400c, 2}}));
}

} // namespace
