// SPDX-License-Identifier: MIT
// AArch64's register file and translation-table entries: pure, so they run on the host.
#include <arch/exception_frame.hpp>
#include <arch/page_table_format.hpp>
#include <arch/registers.hpp>
#include <gtest/gtest.h>
#include <interface/registers.hpp>

namespace {

using nacre::PhysicalAddress;
using nacre::Word;
using nacre::kernel::PagePermissions;
using nacre::kernel::arch::PageTableFormat;
using nacre::kernel::arch::Registers;
using Name = Registers::Name;

static_assert(nacre::kernel::interface::RegisterFile<Registers>);
static_assert(nacre::kernel::interface::PageTableDescription<PageTableFormat>);

constexpr Word bit(unsigned number) { return Word{1} << number; }

TEST(Aarch64Registers, AProgramCannotLeaveUserMode) {
    Registers registers;
    registers.write(Name::spsr, ~Word{0});
    EXPECT_EQ(registers.read(Name::spsr), 0xf000'0040U) << "flags, FIQ masked, EL0 with everything else on";
    EXPECT_EQ(Registers{}.read(Name::spsr), 0x40U);
}

TEST(Aarch64Registers, AWrittenProgramCounterIsWhereARestartGoesToo) {
    Registers registers;
    registers.write(Name::pc, 0x1000);
    EXPECT_EQ(registers.program_counter(), 0x1000U);
    registers.restart();
    EXPECT_EQ(registers.program_counter(), 0x1000U);
    registers.set_program_counter(0x2000);
    registers.restart();
    EXPECT_EQ(registers.program_counter(), 0x2000U);
    EXPECT_EQ(registers.read(Name::pc), 0x2000U);
}

TEST(Aarch64Registers, RestartGoesBackToTheTrappedInstruction) {
    Registers registers;
    registers.write(Name::pc, 0x1000);
    registers.write(Name::next, 0x1004); // as vector.S leaves them after a system call
    EXPECT_EQ(registers.trapped_instruction(), 0x1000U);
    EXPECT_EQ(registers.program_counter(), 0x1004U);
    registers.restart();
    EXPECT_EQ(registers.program_counter(), 0x1000U);
}

TEST(Aarch64Registers, TheLayoutsNameEachRegisterOnce) {
    std::array<unsigned, 64> seen{};
    for (const Name name : Registers::user_context_layout) {
        ++seen[static_cast<unsigned>(name)];
    }
    for (unsigned name = 0; name <= static_cast<unsigned>(Name::x30); ++name) {
        EXPECT_EQ(seen[name], 1U) << name;
    }
    EXPECT_EQ(Registers::user_context_layout[Registers::frame_registers - 1], Name::x30);
    EXPECT_EQ(Registers::user_context_layout[Registers::frame_registers], Name::x9);
}

TEST(Aarch64Registers, MessageRegistersAreX2ToX5) {
    Registers registers;
    for (unsigned i = 0; i < Registers::message_registers; ++i) {
        registers.set_message(i, 100 + i);
    }
    EXPECT_EQ(registers.read(Name::x2), 100U);
    EXPECT_EQ(registers.read(Name::x5), 103U);
}

TEST(Aarch64Tables, KernelModeNeverExecutesAProgramsPage) {
    for (const bool write : {false, true}) {
        for (const bool execute : {false, true}) {
            const auto entry =
                PageTableFormat::leaf(3, {0x1000}, {.read = true, .write = write, .execute = execute});
            EXPECT_TRUE(entry & bit(53)) << "PXN";
            EXPECT_EQ((entry & bit(54)) == 0, execute) << "UXN";
            EXPECT_EQ((entry & bit(7)) == 0, write) << "AP[2]";
            EXPECT_TRUE(entry & bit(6)) << "AP[1]";
            EXPECT_TRUE(entry & bit(11)) << "nG";
        }
    }
}

TEST(Aarch64Tables, AProgramNeverTouchesTheKernelsPages) {
    for (const bool write : {false, true}) {
        for (const bool execute : {false, true}) {
            const auto entry =
                PageTableFormat::kernel_leaf(3, {0x1000}, {.read = true, .write = write, .execute = execute});
            EXPECT_TRUE(entry & bit(54)) << "UXN";
            EXPECT_FALSE(entry & bit(6)) << "AP[1]";
            EXPECT_EQ((entry & bit(53)) == 0, execute) << "PXN";
            EXPECT_EQ((entry & bit(7)) == 0, write) << "AP[2]";
        }
    }
}

TEST(Aarch64Tables, APageWithoutRightsIsNotTheProgramsAtAll) {
    EXPECT_FALSE(PageTableFormat::leaf(3, {0x1000}, PagePermissions{}) & bit(6));
}

TEST(Aarch64Tables, BlocksAndPagesAndTablesAreToldApart) {
    const PhysicalAddress frame{0xff'c000'0000};
    for (unsigned level = 1; level < PageTableFormat::levels; ++level) {
        const auto entry = PageTableFormat::leaf(level, frame, {.read = true});
        EXPECT_TRUE(PageTableFormat::is_leaf(level, entry)) << level;
        EXPECT_FALSE(PageTableFormat::is_table(level, entry)) << level;
        EXPECT_EQ(PageTableFormat::target(entry), frame) << level;
    }
    const auto table = PageTableFormat::table(frame);
    EXPECT_TRUE(PageTableFormat::is_table(0, table));
    EXPECT_FALSE(PageTableFormat::is_leaf(0, table));
    EXPECT_EQ(PageTableFormat::target(table), frame);
    EXPECT_FALSE(PageTableFormat::is_leaf(3, 0) || PageTableFormat::is_table(2, 0));
}

TEST(Aarch64Tables, SpansAreThoseOfTheFrameSizes) {
    EXPECT_FALSE(PageTableFormat::leaf_allowed(0));
    EXPECT_EQ(PageTableFormat::span_bits(1), nacre::api::architecture::huge_frame_bits);
    EXPECT_EQ(PageTableFormat::span_bits(2), nacre::api::architecture::large_frame_bits);
    EXPECT_EQ(PageTableFormat::span_bits(3), nacre::api::architecture::small_frame_bits);
}

TEST(Aarch64Tables, UncachedIsDeviceMemory) {
    const auto index = [](bool cached) {
        return PageTableFormat::leaf(3, {0}, {.read = true, .cached = cached}) >> 2 & 7U;
    };
    EXPECT_EQ(index(true), PageTableFormat::normal_memory);
    EXPECT_EQ(index(false), PageTableFormat::device_memory);
}

} // namespace
