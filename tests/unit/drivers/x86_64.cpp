// SPDX-License-Identifier: MIT
// x86-64's register file and translation-table entries: pure, so they run on the host.
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

enum Bits : Word {
    present = 1,
    writable = 2,
    user = 4,
    write_through = 8,
    cache_disable = 16,
    large = 128,
    global = 256,
    marked = 512,
};
constexpr Word execute_disable = Word{1} << 63;

TEST(X86Registers, TheLayoutsNameEachRegisterOnce) {
    std::array<unsigned, 32> seen{};
    for (const Name name : Registers::user_context_layout) {
        ++seen[static_cast<unsigned>(name)];
    }
    for (const Name name :
         {Name::rax, Name::rcx, Name::r11, Name::rsp, Name::pc, Name::flags, Name::gs_base}) {
        EXPECT_EQ(seen[static_cast<unsigned>(name)], 1U);
    }
    EXPECT_EQ(seen[static_cast<unsigned>(Name::next)], 0U);
    EXPECT_EQ(Registers::user_context_layout[Registers::frame_registers], Name::fs_base);
}

TEST(X86Registers, FlagsKeepInterruptsOnAndPortsAway) {
    Registers registers;
    registers.write(Name::flags, ~Word{0});
    EXPECT_EQ(registers.read(Name::flags), 0xed7U);
    registers.write(Name::flags, 0);
    EXPECT_EQ(registers.read(Name::flags), 0x202U);
}

TEST(X86Registers, AddressesThatTheProcessorRefusesBecomeZero) {
    constexpr Word hole = Word{1} << 47;
    Registers registers;
    for (const Name name : {Name::pc, Name::fs_base, Name::gs_base}) {
        registers.write(name, hole);
        EXPECT_EQ(registers.read(name), 0U);
        registers.write(name, hole - 1);
        EXPECT_EQ(registers.read(name), hole - 1);
        registers.write(name, ~Word{0} << 47);
        EXPECT_EQ(registers.read(name), ~Word{0} << 47);
    }
    registers.write(Name::rsp, hole);
    EXPECT_EQ(registers.read(Name::rsp), hole);
}

/// What vector.S stores at SYSCALL.
Registers after_system_call(Word next) {
    std::array<Word, sizeof(Registers) / sizeof(Word)> words{};
    words[static_cast<unsigned>(Name::next)] = next;
    words[static_cast<unsigned>(Name::by_system_call)] = 1;
    return std::bit_cast<Registers>(words);
}

TEST(X86Registers, ASystemCallIsTwoBytesBeforeWhereTheProgramGoesOn) {
    Registers registers = after_system_call(0x1002);
    EXPECT_EQ(registers.trapped_instruction(), 0x1000U);
    EXPECT_EQ(registers.read(Name::pc), 0x1000U);
    EXPECT_EQ(registers.program_counter(), 0x1002U);
    registers.restart();
    EXPECT_EQ(registers.program_counter(), 0x1000U);
    EXPECT_EQ(registers.trapped_instruction(), 0x1000U);
}

TEST(X86Registers, WhatIsWrittenIsRestored) {
    Registers registers = after_system_call(0x1002);
    registers.write(Name::rcx, 7);
    EXPECT_EQ(registers.read(Name::by_system_call), 0U) << "or the way back would lose rcx";
    EXPECT_EQ(registers.trapped_instruction(), 0x1000U);
    EXPECT_EQ(registers.program_counter(), 0x1002U);
}

TEST(X86PageTables, ProgramsPagesAreTheirsAndTheKernelsAreNot) {
    const PhysicalAddress frame{0x1234'5000};
    const auto leaf = PageTableFormat::leaf(3, frame, {.read = true, .write = true, .execute = false});
    EXPECT_EQ(leaf, frame.value | present | writable | user | execute_disable);
    const auto unreadable = PageTableFormat::leaf(3, frame, {.read = false, .write = true, .execute = false});
    EXPECT_EQ(unreadable & user, 0U);
    const auto kernel =
        PageTableFormat::kernel_leaf(3, frame, {.read = true, .write = false, .execute = true});
    EXPECT_EQ(kernel, frame.value | present | global);
}

TEST(X86PageTables, TheAttributesThirdBitHasTwoPlaces) {
    constexpr unsigned char write_combining = 4;
    const PagePermissions permissions{.read = true, .cached = false, .memory_type = write_combining};
    const PhysicalAddress frame{0x4020'0000};
    const auto small = PageTableFormat::leaf(3, frame + 0x1000, permissions);
    EXPECT_EQ(small & (large | write_through | cache_disable), Word{large});
    EXPECT_EQ(PageTableFormat::target(small), frame + 0x1000);
    EXPECT_TRUE(PageTableFormat::is_leaf(3, small));
    const auto big = PageTableFormat::leaf(2, frame, permissions);
    EXPECT_EQ(big & (large | marked | 0x1000U), large | marked | 0x1000U);
    EXPECT_EQ(PageTableFormat::target(big), frame);
    EXPECT_TRUE(PageTableFormat::is_leaf(2, big));
    EXPECT_FALSE(PageTableFormat::is_table(2, big));
}

TEST(X86PageTables, DevicesAreNotCached) {
    const auto device =
        PageTableFormat::kernel_leaf(3, {0xfee0'0000}, {.read = true, .write = true, .cached = false});
    EXPECT_EQ(device & (write_through | cache_disable), Word{write_through | cache_disable});
    EXPECT_FALSE(PageTableFormat::permissions(device | user).cached);
}

TEST(X86PageTables, PagesOfOneGibibyteAreForProcessorsThatHaveThem) {
    PageTableFormat::has_huge_pages = false;
    EXPECT_FALSE(PageTableFormat::leaf_allowed(1));
    PageTableFormat::has_huge_pages = true;
    EXPECT_TRUE(PageTableFormat::leaf_allowed(1));
    EXPECT_FALSE(PageTableFormat::leaf_allowed(0));
    EXPECT_EQ(PageTableFormat::span_bits(1), 30U);
}

} // namespace
