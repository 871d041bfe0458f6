// SPDX-License-Identifier: MIT
// What the portable kernel asks of an AArch64 machine (interface/machine.hpp says what each function is for).
#pragma once

#include <api/architecture.hpp>
#include <arch/board.hpp>
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

    static constexpr std::uint16_t elf_machine = 183;
    static constexpr VirtualAddress user_top{api::architecture::user_top};
    /// Both boards' cores have 40 bits of physical address, and so has seL4's configuration for them.
    static constexpr PhysicalAddress physical_top{Word{1} << 40};

    static void* pointer(PhysicalAddress physical) {
        return reinterpret_cast<void*>(KernelWindow::address(physical));
    }
    static PhysicalAddress physical(const void* pointer) {
        return KernelWindow::physical(reinterpret_cast<Word>(pointer));
    }

    static Ticks now() { return Clock::now(); }
    static void set_deadline(Ticks deadline) { Clock::set_deadline(deadline); }
    static Ticks ticks_per_second() { return clock_frequency; }

    static constexpr InterruptNumber first_interrupt = board::Board::first_interrupt;
    static constexpr InterruptNumber interrupt_count = board::Board::interrupt_count;
    static constexpr bool has_triggers = board::Board::has_triggers;
    static constexpr InterruptNumber software_interrupt_count = board::Board::software_interrupt_count;
    static bool valid_interrupt(InterruptNumber number) { return board::Board::valid_interrupt(number); }
    /// The timer's interrupt is over when the next deadline is set: until then it stays silent.
    static ClaimedInterrupt claim() {
        const ClaimedInterrupt claimed = board::Board::claim();
        if (claimed.source == InterruptSource::timer) {
            Clock::silence();
        } else if (claimed.source == InterruptSource::inter_processor) {
            // The call is taken back before the look at what the caller wrote, or the next one could be lost.
            asm volatile("dsb sy" : : : "memory");
            stop_if_told();
        }
        return claimed;
    }
    static bool interrupt_pending() {
        using system_register::ISR;
        return ISR::I::get(ISR::read()) != 0;
    }
    static void complete(InterruptNumber number) { board::Board::complete(number); }
    static void send_software_interrupt(InterruptNumber number, Word target) {
        board::Board::send_software_interrupt(number, static_cast<unsigned>(target));
    }
    /// What was written before is there when the other core looks.
    static void call_processor(unsigned index) {
        asm volatile("dsb ish" : : : "memory");
        board::Board::send_software_interrupt(board::Board::inter_processor, index);
    }
    static void mask(InterruptNumber number) { board::Board::mask(number); }
    static void unmask(InterruptNumber number) { board::Board::unmask(number); }
    static void set_edge_triggered(InterruptNumber number, bool edge) {
        board::Board::set_edge_triggered(number, edge);
    }
    static void route(InterruptNumber number, unsigned core) { board::Board::route(number, core); }

    /// TTBR0_EL1.
    using Translation = Word;
    static constexpr bool keeps_translations() { return true; }
    static constexpr Translation translation(PhysicalAddress root, Asid asid) {
        return root.value | asid << asid_low;
    }
    /// The return to the program makes it take effect; the kernel itself uses no address of that half.
    static void activate(Translation translation) { system_register::UserTableBase::write(translation); }
    static void deactivate();
    static void flush_page(Asid asid, VirtualAddress address);
    static void flush_address_space(Asid asid);
    static void flush_all_address_spaces();
    static void entries_written(const void* first, std::size_t count);
    /// Flushes reach every core at once.
    static void catch_up() {}

    static void clean(void* start, std::size_t size);
    static void invalidate(void* start, std::size_t size);
    static void clean_invalidate(void* start, std::size_t size);
    static void unify(void* start, std::size_t size);
    /// Programs say themselves what they have written (UnifyInstruction).
    static void refetch_instructions() {}

    static void save_fpu(FpuState& state) { fpu_save(state); }
    static void load_fpu(const FpuState& state) { fpu_load(state); }
    /// Neither needs a barrier: the return to the program is one, and the kernel is never refused.
    static void enable_fpu() { system_register::CPACR::write(system_register::CPACR::everyone); }
    static void disable_fpu() { system_register::CPACR::write(system_register::CPACR::kernel_only); }

    static void interleave() {}
    static void relax() {
        asm volatile("wfe" : : : "memory");
        stop_if_told();
    }
    static void pause() { asm volatile("yield" : : : "memory"); }
    static void wake_waiting() { asm volatile("dsb ish; sev" : : : "memory"); }
    /// A system error is let in: it would wake the core again and again, and nobody would hear of it.
    static void wait_for_interrupt() {
        interface::use_idle_time<board::Board>(interrupt_pending);
        asm volatile("msr daifclr, #4; dsb sy; wfi" : : : "memory");
    }
    static bool was_write(Word status) { return system_register::ESR::WRITE::get(status) != 0; }
    static const char* name_of_memory_fault(Word status) { return name_of_abort(status); }
    static const char* name_of_exception(Word number, Word) { return name_of(exception_class(number)); }

    static void put(char character) { board::Board::put(character); }
    static void begin_line() { arch::begin_line(); }
    static void end_line() { arch::end_line(); }
    static void stop_others() { arch::stop_others(); }
    [[noreturn]] static void halt();
    [[noreturn]] static void reboot();

    /// On each core, before anything else of this class.
    static void start();

private:
    static constexpr unsigned asid_low = 48;
    static inline constinit Ticks clock_frequency = 0;
};

} // namespace nacre::kernel::arch
