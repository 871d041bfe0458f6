// SPDX-License-Identifier: MIT
// What the portable kernel asks of a RISC-V machine (interface/machine.hpp says what each function is for).
#pragma once

#include <api/architecture.hpp>
#include <arch/cache.hpp>
#include <arch/clock.hpp>
#include <arch/console_line.hpp>
#include <arch/exception_class.hpp>
#include <arch/fpu_state.hpp>
#include <arch/kernel_window.hpp>
#include <board/board.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::arch {

class Machine {
public:
    using FpuState = arch::FpuState;

    static constexpr std::uint16_t elf_machine = 243;
    static constexpr VirtualAddress user_top{api::architecture::user_top};
    /// As far as the kernel window could show memory; with words of 32 bits, all but the last page.
    static constexpr PhysicalAddress physical_top{word_bits == 64 ? KernelWindow::size : Word{0xffff'f000}};

    static void* pointer(PhysicalAddress physical) {
        return reinterpret_cast<void*>(KernelWindow::address(physical));
    }
    static PhysicalAddress physical(const void* pointer) {
        return KernelWindow::physical(reinterpret_cast<Word>(pointer));
    }

    static Ticks now() { return Clock::now(); }
    static void set_deadline(Ticks deadline) { Clock::set_deadline(deadline); }
    static Ticks ticks_per_second() { return board::Board::ticks_per_second(); }

    static constexpr InterruptNumber first_interrupt = board::Board::first_interrupt;
    static constexpr InterruptNumber interrupt_count = board::Board::interrupt_count;
    static constexpr bool has_triggers = board::Board::has_triggers;
    static constexpr InterruptNumber software_interrupt_count = board::Board::software_interrupt_count;
    static bool valid_interrupt(InterruptNumber number) { return board::Board::valid_interrupt(number); }
    static ClaimedInterrupt claim();
    static bool interrupt_pending() { return system_register::SIP::read() != 0; }
    static void complete(InterruptNumber number) { board::Board::complete(number); }
    static void send_software_interrupt(InterruptNumber number, Word target) {
        board::Board::send_software_interrupt(number, static_cast<unsigned>(target));
    }
    /// The layer below orders what was written before in front of the call.
    static void call_processor(unsigned index) { call_machine_mode(MachineModeCall::interrupt_core, index); }
    static void mask(InterruptNumber number) { board::Board::mask(number); }
    static void unmask(InterruptNumber number) { board::Board::unmask(number); }
    static void set_edge_triggered(InterruptNumber number, bool edge) {
        board::Board::set_edge_triggered(number, edge);
    }
    static void route(InterruptNumber number, unsigned core) { board::Board::route(number, core); }

    /// satp. Where harts have fewer identifiers of address spaces than the kernel gives out, none is used:
    /// then a space is left, and forgotten, before the translation for the next one is made.
    using Translation = Word;
    static bool keeps_translations() { return uses_identifiers; }
    static Translation translation(PhysicalAddress root, Asid asid) {
        using system_register::SATP;
        if (!uses_identifiers) [[unlikely]] {
            forget_space();
        }
        return SATP::MODE::make(SATP::mode) | SATP::ASID::make(uses_identifiers ? asid : 0) |
               SATP::PPN::make(root.value >> PageTableFormat::page_bits);
    }
    /// The kernel's own pages are the same in every address space. Translations of others stay where they
    /// are: the identifier tells them apart.
    static void activate(Translation translation) { system_register::SATP::write(translation); }
    static void deactivate();
    static void flush_page(Asid asid, VirtualAddress address);
    static void flush_address_space(Asid asid);
    static void flush_all_address_spaces();
    static void entries_written(const void* first, std::size_t count);
    static void catch_up();

    /// Data caches are coherent with devices.
    static void clean(void*, std::size_t) {}
    static void invalidate(void*, std::size_t) {}
    static void clean_invalidate(void*, std::size_t) {}
    static void unify(void*, std::size_t) { cache::synchronise_instructions(); }
    static void refetch_instructions() { cache::synchronise_instructions(); }

    static void save_fpu(FpuState& state) {
        if constexpr (api::architecture::has_fpu) {
            fpu_save(state);
        }
    }
    static void load_fpu(const FpuState& state) {
        if constexpr (api::architecture::has_fpu) {
            fpu_load(state);
        }
    }
    static void enable_fpu() { system_register::SSTATUS::set(system_register::SSTATUS::FS::mask); }
    static void disable_fpu() { system_register::SSTATUS::clear(system_register::SSTATUS::FS::mask); }

    static void interleave() {}
    static void relax() {
        call_machine_mode(MachineModeCall::wait_for_event);
        stop_if_told();
    }
    static void pause() { call_machine_mode(MachineModeCall::pause); }
    static void wake_waiting() { call_machine_mode(MachineModeCall::send_event); }
    static void wait_for_interrupt() { asm volatile("wfi" : : : "memory"); }
    static bool was_write(Word status) { return is_store(exception_class(status)); }
    /// Of what programs are told (see access_fault): which kind of access it was, not why it was refused.
    static const char* name_of_memory_fault(Word) { return "refused"; }
    static const char* name_of_exception(Word number, Word) { return name_of(exception_class(number)); }

    static void put(char character) { board::Board::put(character); }
    static void begin_line() { arch::begin_line(); }
    static void end_line() { arch::end_line(); }
    static void stop_others() { arch::stop_others(); }
    [[noreturn]] static void halt();
    [[noreturn]] static void reboot();

    /// On each core, before anything else of this class.
    static void start();
    /// Has this machine floating-point registers to give to programs?
    static bool has_fpu() { return api::architecture::has_fpu && has_double_float; }

private:
    static void forget_space();

    static inline constinit bool has_double_float = false;
    static inline constinit bool uses_identifiers = true;
};

} // namespace nacre::kernel::arch
