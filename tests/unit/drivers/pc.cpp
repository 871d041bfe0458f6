// SPDX-License-Identifier: MIT
// The drivers of a PC: interrupt controllers, the interval timer, the text screen, and the firmware's tables,
// sound and damaged.
#include "fake_bus.hpp"
#include "physical_memory.hpp"

#include <base/vga_canvas.hpp>
#include <drivers/clock/pit_8254.hpp>
#include <drivers/firmware/acpi.hpp>
#include <drivers/firmware/boot_handover.hpp>
#include <drivers/interrupt_controller/io_apic.hpp>
#include <drivers/interrupt_controller/local_apic.hpp>
#include <drivers/interrupt_controller/pic_8259.hpp>
#include <gtest/gtest.h>

namespace {

using namespace nacre::test;
using namespace nacre::kernel::drivers;
using nacre::PhysicalAddress;
using Store = BusState::Store;
using Stores = std::vector<Store>;

TEST(LocalApic, SendsOnceTheLastCommandHasLeft) {
    BusState state;
    state.coming[0x300] = {1U << 12, 1U << 12, 0};
    LocalApic apic{FakeBus{state}};
    apic.send(3, LocalApic<FakeBus>::Delivery::start_up, 8);
    EXPECT_TRUE(state.coming[0x300].empty());
    EXPECT_EQ(state.stores, (Stores{{0x310, 3U << 24}, {0x300, 0x4608}}));
}

TEST(LocalApic, TheTimerIsSetBeforeTheControllerIsOn) {
    BusState state;
    LocalApic{FakeBus{state}}.start(0xff, 0xe0, LocalApic<FakeBus>::TimerMode::deadline);
    EXPECT_EQ(state.stored_at(0x320), (std::vector<std::uint32_t>{0x4'00e0}));
    EXPECT_EQ(state.stores.back(), (Store{0xf0, 0x1ff}));
}

TEST(IoApic, APinStaysMaskedWhileItIsConnected) {
    BusState state;
    IoApic{FakeBus{state}}.connect(4, {.vector = 0x34, .level = true, .active_low = true, .destination = 2});
    EXPECT_EQ(state.stored_at(0x00), (std::vector<std::uint32_t>{0x18, 0x19, 0x18}));
    EXPECT_EQ(state.stored_at(0x10), (std::vector<std::uint32_t>{0x1'0000, 2U << 24, 0x1'a034}));
}

TEST(IoApic, MaskingKeepsTheRest) {
    BusState state;
    state.registers[0x10] = 0xa034;
    IoApic{FakeBus{state}}.set_masked(4, true);
    EXPECT_EQ(state.stored_at(0x10), (std::vector<std::uint32_t>{0x1'a034}));
}

TEST(Pic8259, IsSilentBehindItsFourWords) {
    BusState state;
    Pic8259{FakeBus{state}}.silence(0x28, 2);
    EXPECT_EQ(state.stores, (Stores{{0, 0x11}, {1, 0x28}, {1, 2}, {1, 1}, {1, 0xff}}));
}

TEST(Pit8254, TheGateIsOpenAndTheSpeakerOff) {
    BusState timer;
    BusState gate;
    gate.registers[0] = 0x0e;
    Pit8254{FakeBus{timer}, FakeBus{gate}}.start(0x1234);
    EXPECT_EQ(gate.stores, (Stores{{0, 0x0d}}));
    EXPECT_EQ(timer.stores, (Stores{{3, 0xb0}, {2, 0x34}, {2, 0x12}}));
}

TEST(VgaCanvas, TheControllerKeepsTheCursor) {
    BusState cells;
    BusState ports;
    const nacre::VgaCanvas canvas{FakeBus{cells}, FakeBus{ports}};
    ports.coming[1] = {0x00, 0x51};
    EXPECT_EQ(canvas.cursor(), (nacre::TextPosition{1, 1}));
    ports.coming[1] = {0xff, 0xff};
    EXPECT_EQ(canvas.cursor(), (nacre::TextPosition{24, 80})) << "never outside the screen";
    canvas.draw({1, 1}, 'A', {.ink = 2, .paper = 1});
    EXPECT_EQ(cells.stores, (Stores{{162, 0x1241}}));
}

TEST(VgaCanvas, ScrollingBlanksTheLastRow) {
    BusState cells;
    BusState ports;
    const nacre::VgaCanvas canvas{FakeBus{cells}, FakeBus{ports}};
    cells.registers[160] = 0x0742'0741;
    canvas.scroll(1);
    ASSERT_EQ(cells.stores.size(), 1000U) << "two cells at a time";
    EXPECT_EQ(cells.stores.front(), (Store{0, 0x0742'0741}));
    EXPECT_EQ(cells.stores.at(960), (Store{3840, 0x0720'0720}));
    EXPECT_EQ(cells.stores.back(), (Store{3996, 0x0720'0720}));
    cells.stores.clear();
    canvas.scroll(25);
    ASSERT_EQ(cells.stores.size(), 1000U);
    EXPECT_EQ(cells.stores.front(), (Store{0, 0x0720'0720}));
}

class AcpiTest : public testing::Test {
protected:
    static constexpr std::size_t rsdt = 0x1000;
    static constexpr std::size_t madt = 0x2000;
    static constexpr std::size_t fadt = 0x3000;
    static constexpr std::size_t dsdt = 0x4000;

    AcpiTest() {
        Memory::bytes.assign(0x5000, std::byte{0});
        std::memcpy(root_.signature.data(), "RSD PTR ", 8);
        root_.root_table = rsdt;
        unsigned sum = 0;
        for (const std::byte byte : std::as_bytes(std::span{&root_, 1}).first(20)) {
            sum += std::to_integer<unsigned>(byte);
        }
        root_.checksum = static_cast<std::uint8_t>(0U - sum);
        table(rsdt, "RSDT", 44);
        Memory::put<std::uint32_t>(rsdt + 36, madt);
        Memory::put<std::uint32_t>(rsdt + 40, fadt);
        Memory::seal(rsdt, 44, 9);
    }

    static void table(std::size_t at, std::string_view signature, std::uint32_t length) {
        Memory::put_text(at, signature);
        Memory::put(at + 4, length);
    }

    AcpiRootPointer root_{};
};

TEST_F(AcpiTest, CoresAndIoApicsAreFound) {
    table(madt, "APIC", 44 + 8 + 8 + 12);
    const std::array<std::uint8_t, 28> structures{0, 8, 0, 5,  1, 0, 0, 0, 0,    8,    1, 6, 0, 0,
                                                  0, 0, 1, 12, 0, 0, 0, 0, 0xc0, 0xfe, 0, 0, 0, 0};
    Memory::put(madt + 44, structures);
    Memory::seal(madt, 72, 9);
    const auto tables = AcpiTables::open(root_, Memory::view);
    ASSERT_TRUE(tables.good());
    const auto found = AcpiInterruptControllers::read(tables->find("APIC"));
    ASSERT_EQ(found.core_count, 1U) << "the second is not enabled";
    EXPECT_EQ(found.cores[0], 5U);
    ASSERT_EQ(found.io_apic_count, 1U);
    EXPECT_EQ(found.io_apics[0].address.value, 0xfec0'0000U);
}

TEST_F(AcpiTest, ATableWithAWrongSumIsNoTable) {
    table(madt, "APIC", 44);
    Memory::seal(madt, 44, 9);
    Memory::put<std::uint8_t>(madt + 40, 1);
    EXPECT_TRUE(AcpiTables::open(root_, Memory::view)->find("APIC").empty());
    Memory::put<std::uint8_t>(rsdt + 30, 1);
    EXPECT_FALSE(AcpiTables::open(root_, Memory::view).good());
    root_.checksum++;
    EXPECT_FALSE(AcpiTables::open(root_, Memory::view).good());
}

TEST_F(AcpiTest, AStructureThatReachesBehindTheTableEndsIt) {
    table(madt, "APIC", 46);
    Memory::put<std::uint8_t>(madt + 44, 0);
    Memory::put<std::uint8_t>(madt + 45, 200);
    Memory::seal(madt, 46, 9);
    EXPECT_EQ(AcpiInterruptControllers::read(AcpiTables::open(root_, Memory::view)->find("APIC")).core_count,
              0U);
}

TEST_F(AcpiTest, TheCodeOfOffIsFoundWithoutExecutingAnything) {
    table(dsdt, "DSDT", 60);
    const std::array<std::uint8_t, 12> package{8, '_', 'S', '5', '_', 0x12, 6, 4, 0x0a, 5, 1, 0};
    Memory::put(dsdt + 40, package);
    Memory::seal(dsdt, 60, 9);
    Memory::put<std::uint32_t>(fadt + 40, dsdt);
    Memory::put<std::uint32_t>(fadt + 64, 0x604);
    const auto power = AcpiPower::read(Memory::view({fadt}, 244), Memory::view);
    ASSERT_TRUE(power.good());
    EXPECT_TRUE(power->can_sleep);
    EXPECT_EQ(power->control_a, 0x604);
    EXPECT_EQ(power->sleep_a, 5);
    EXPECT_EQ(power->sleep_b, 1);
    Memory::put<std::uint8_t>(dsdt + 55, 1);
    EXPECT_FALSE(AcpiPower::read(Memory::view({fadt}, 244), Memory::view).good()) << "a wrong sum";
}

TEST(BootHandover, AStructureOfNoLoaderIsToldSo) {
    Memory::bytes.assign(0x1000, std::byte{0});
    EXPECT_FALSE(BootHandover::of_pvh({0x100}, Memory::view).good());
    EXPECT_FALSE(BootHandover::of_multiboot2({0x100}, Memory::view).good());
    EXPECT_FALSE(BootHandover::of_pvh({0x9000}, Memory::view).good());
}

TEST(BootHandover, PvhTellsMemoryAndModule) {
    Memory::bytes.assign(0x1000, std::byte{0});
    Memory::put<std::uint32_t>(0x100, 0x336e'c578);
    Memory::put<std::uint32_t>(0x104, 1);
    Memory::put<std::uint32_t>(0x10c, 1);
    Memory::put<std::uint64_t>(0x110, 0x200);
    Memory::put<std::uint64_t>(0x128, 0x300);
    Memory::put<std::uint32_t>(0x130, 2);
    Memory::put<std::uint64_t>(0x200, 0x20'0000);
    Memory::put<std::uint64_t>(0x208, 0x1000);
    Memory::put<std::uint64_t>(0x318, 0x10'0000);
    Memory::put<std::uint64_t>(0x320, 0x4000'0000);
    Memory::put<std::uint32_t>(0x328, 1);
    const auto found = BootHandover::of_pvh({0x100}, Memory::view);
    ASSERT_TRUE(found.good());
    ASSERT_EQ(found->ranges().size(), 2U);
    EXPECT_EQ(found->ranges()[1].start, 0x10'0000U);
    EXPECT_EQ(found->ranges()[1].type, BootHandover::is_ram);
    EXPECT_EQ(found->module.start.value, 0x20'0000U);
    EXPECT_EQ(found->module.size(), 0x1000U);
}

TEST(BootHandover, Multiboot2TellsMemory) {
    Memory::bytes.assign(0x1000, std::byte{0});
    Memory::put<std::uint32_t>(0x100, 8 + 40 + 8);
    Memory::put<std::uint32_t>(0x108, 6);
    Memory::put<std::uint32_t>(0x10c, 40);
    Memory::put<std::uint32_t>(0x110, 24);
    Memory::put<std::uint64_t>(0x118, 0x10'0000);
    Memory::put<std::uint64_t>(0x120, 0x100'0000);
    Memory::put<std::uint32_t>(0x128, 1);
    const auto found = BootHandover::of_multiboot2({0x100}, Memory::view);
    ASSERT_TRUE(found.good());
    ASSERT_EQ(found->ranges().size(), 1U);
    EXPECT_EQ(found->ranges()[0].size, 0x100'0000U);
}

} // namespace
