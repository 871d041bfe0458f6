// SPDX-License-Identifier: MIT
// RISC-V's register file and translation-table entries: pure, so they run on the host, Sv39 in its 64-bit
// tests and Sv32 in its 32-bit ones.
#include <arch/exception_class.hpp>
#include <arch/exception_frame.hpp>
#include <arch/hart_mailbox.hpp>
#include <arch/page_table_format.hpp>
#include <arch/registers.hpp>
#include <arch/window_layout.hpp>
#include <gtest/gtest.h>
#include <interface/registers.hpp>

namespace {

using nacre::PhysicalAddress;
using nacre::Word;
using nacre::word_bits;
using nacre::kernel::PagePermissions;
using nacre::kernel::arch::PageTableFormat;
using nacre::kernel::arch::Registers;
using Name = Registers::Name;

static_assert(nacre::kernel::interface::RegisterFile<Registers>);
static_assert(nacre::kernel::interface::PageTableDescription<PageTableFormat>);

constexpr unsigned last_level = PageTableFormat::levels - 1;

enum Bits : Word { v = 1, r = 2, w = 4, x = 8, u = 16, g = 32, a = 64, d = 128 };

TEST(RiscvRegisters, TheLayoutsNameEachRegisterOnce) {
    std::array<unsigned, 64> seen{};
    for (const Name name : Registers::user_context_layout) {
        ++seen[static_cast<unsigned>(name)];
    }
    for (unsigned name = 0; name <= static_cast<unsigned>(Name::t6); ++name) {
        EXPECT_EQ(seen[name], 1U) << name;
    }
    EXPECT_EQ(seen[static_cast<unsigned>(Name::pc)], 1U);
    EXPECT_EQ(Registers::user_context_layout[Registers::frame_registers - 1], Name::s11);
    EXPECT_EQ(Registers::user_context_layout[Registers::frame_registers], Name::a0);
}

TEST(RiscvRegisters, MessageRegistersAreA2ToA5) {
    Registers registers;
    for (unsigned i = 0; i < Registers::message_registers; ++i) {
        registers.set_message(i, 100 + i);
    }
    EXPECT_EQ(registers.read(Name::a2), 100U);
    EXPECT_EQ(registers.read(Name::a5), 103U);
}

TEST(RiscvRegisters, RestartGoesBackToTheTrappedInstruction) {
    Registers registers;
    registers.write(Name::pc, 0x1000);
    EXPECT_EQ(registers.program_counter(), 0x1000U);
    registers.write(Name::next, 0x1004); // as vector.S leaves them after a system call
    EXPECT_EQ(registers.trapped_instruction(), 0x1000U);
    EXPECT_EQ(registers.program_counter(), 0x1004U);
    registers.restart();
    EXPECT_EQ(registers.program_counter(), 0x1000U);
}

TEST(RiscvTables, AProgramsPageHasWhatItAsksForAndNothingOfTheKernels) {
    for (const bool write : {false, true}) {
        for (const bool execute : {false, true}) {
            const auto entry = PageTableFormat::leaf(last_level, {0x1000},
                                                     {.read = true, .write = write, .execute = execute});
            const Word wanted = v | r | u | a | d | (write ? w : 0U) | (execute ? x : 0U);
            EXPECT_EQ(entry & 0xff, wanted);
        }
    }
}

TEST(RiscvTables, TheKernelsPagesAreGlobalAndNotForPrograms) {
    const auto entry = PageTableFormat::kernel_leaf(last_level, {0x1000}, {.read = true, .execute = true});
    EXPECT_EQ(entry & 0xff, Word{v | r | x | g | a | d});
    EXPECT_FALSE(PageTableFormat::permissions(entry).read);
}

TEST(RiscvTables, WritableWithoutReadableWouldBeReserved) {
    EXPECT_EQ(PageTableFormat::leaf(last_level, {0}, {.write = true}) & 0xff, Word{v | r | w | u | a | d});
}

TEST(RiscvTables, APageWithoutRightsIsNeitherATableNorValid) {
    const auto entry = PageTableFormat::leaf(last_level - 1, {0x4000'0000}, PagePermissions{});
    EXPECT_FALSE(entry & v) << "valid and without rights would be a table, made of the program's own memory";
    EXPECT_NE(entry, 0U);
    EXPECT_TRUE(PageTableFormat::is_leaf(last_level - 1, entry));
    EXPECT_FALSE(PageTableFormat::is_table(last_level - 1, entry));
    EXPECT_EQ(PageTableFormat::target(entry), (PhysicalAddress{0x4000'0000}));
    EXPECT_FALSE(PageTableFormat::permissions(entry).read);
}

TEST(RiscvTables, LeavesAndTablesAreToldApart) {
    const PhysicalAddress frame{0xc040'0000};
    for (unsigned level = 0; level < PageTableFormat::levels; ++level) {
        const auto entry = PageTableFormat::leaf(level, frame, {.execute = true});
        EXPECT_TRUE(PageTableFormat::is_leaf(level, entry)) << level;
        EXPECT_FALSE(PageTableFormat::is_table(level, entry)) << level;
        EXPECT_EQ(PageTableFormat::target(entry), frame) << level;
    }
    const auto table = PageTableFormat::table(frame);
    EXPECT_EQ(table & 0xff, Word{v});
    EXPECT_TRUE(PageTableFormat::is_table(0, table));
    EXPECT_FALSE(PageTableFormat::is_leaf(0, table));
    EXPECT_EQ(PageTableFormat::target(table), frame);
    EXPECT_FALSE(PageTableFormat::is_leaf(0, 0) || PageTableFormat::is_table(0, 0));
}

TEST(RiscvTables, SpansAreThoseOfTheFrameSizes) {
    namespace sizes = nacre::api::architecture;
    EXPECT_EQ(PageTableFormat::span_bits(last_level), sizes::small_frame_bits);
    EXPECT_EQ(PageTableFormat::span_bits(last_level - 1), sizes::large_frame_bits);
    if (word_bits == 64) {
        EXPECT_EQ(PageTableFormat::span_bits(0), sizes::huge_frame_bits);
    }
    EXPECT_EQ(PageTableFormat::index_bits(0), sizes::page_table_index_bits);
}

TEST(RiscvWindow, LiesInTheKernelsHalfOfEveryRoot) {
    namespace layout = nacre::kernel::arch::window_layout;
    const auto entry_of = [](Word address) {
        return address >> PageTableFormat::span_bits(0) & nacre::low_mask(PageTableFormat::index_bits(0));
    };
    EXPECT_GE(entry_of(layout::base), PageTableFormat::first_kernel_entry);
    EXPECT_GE(entry_of(layout::device_address({0x1000'0000})), PageTableFormat::first_kernel_entry);
    EXPECT_EQ(layout::device_address({0x0c20'1000}) % 4096, 0U);
    EXPECT_NE(layout::device_address({0x0c20'1000}), layout::device_address({0x1020'1000}));
}

TEST(RiscvMailbox, ACallIsPassedOnAlsoWhenAnEventCameWithIt) {
    nacre::kernel::arch::HartMailbox mailbox{};
    unsigned passed_on = 0;
    const auto pass_on = [&passed_on] { ++passed_on; };
    mailbox.begin_to_wait();
    EXPECT_FALSE(mailbox.take_anything(pass_on));
    mailbox.call();
    EXPECT_TRUE(mailbox.tell_event());
    EXPECT_TRUE(mailbox.take_anything(pass_on)) << "one interrupt tells of both";
    EXPECT_EQ(passed_on, 1U) << "nobody interrupts the hart for this call again";
    EXPECT_FALSE(mailbox.take_anything(pass_on)) << "both were taken";
    EXPECT_EQ(passed_on, 1U);
}

TEST(RiscvMailbox, OnlyAHartThatMaySleepIsInterruptedForAnEvent) {
    nacre::kernel::arch::HartMailbox mailbox{};
    const auto pass_on = [] { FAIL() << "nobody called"; };
    EXPECT_FALSE(mailbox.tell_event()) << "it does not wait: it finds the event when it does";
    mailbox.begin_to_wait();
    EXPECT_FALSE(mailbox.tell_event()) << "it has not looked since the last one";
    EXPECT_TRUE(mailbox.take_anything(pass_on));
    EXPECT_TRUE(mailbox.tell_event());
    EXPECT_FALSE(mailbox.tell_event()) << "it was interrupted already";
    EXPECT_TRUE(mailbox.take_anything(pass_on));
    mailbox.end_wait();
    EXPECT_FALSE(mailbox.tell_event());
}

TEST(RiscvCauses, MemoryFaultsAreThoseOfTranslationAndOfTheMachine) {
    using namespace nacre::kernel::arch;
    for (const unsigned cause : {1U, 5U, 7U, 12U, 13U, 15U}) {
        EXPECT_TRUE(is_memory_fault(exception_class(cause))) << cause;
    }
    for (const unsigned cause : {0U, 2U, 3U, 4U, 6U, 8U, 9U}) {
        EXPECT_FALSE(is_memory_fault(exception_class(cause))) << cause;
    }
    EXPECT_TRUE(is_store(exception_class(15)) && is_store(exception_class(7)));
    EXPECT_TRUE(is_fetch(exception_class(12)) && is_fetch(exception_class(1)));
    EXPECT_TRUE(is_interrupt(Word{1} << (word_bits - 1) | 5));
}

TEST(RiscvCauses, ProgramsAreToldOfAMemoryFaultByTheNumberOfItsAccessFault) {
    using namespace nacre::kernel::arch;
    const auto status_of = [](unsigned cause) {
        return static_cast<unsigned>(access_fault(exception_class(cause)));
    };
    EXPECT_EQ(status_of(12), 1U) << "fetch";
    EXPECT_EQ(status_of(13), 5U) << "load";
    EXPECT_EQ(status_of(15), 7U) << "store";
    for (const unsigned cause : {1U, 5U, 7U}) {
        EXPECT_EQ(status_of(cause), cause);
    }
}

} // namespace
