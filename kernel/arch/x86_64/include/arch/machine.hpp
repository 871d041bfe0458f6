// SPDX-License-Identifier: MIT
// What the portable kernel asks of an x86-64 machine (interface/machine.hpp says what each function is for).
#pragma once

#include <api/architecture.hpp>
#include <arch/clock.hpp>
#include <arch/console_line.hpp>
#include <arch/control_register.hpp>
#include <arch/core_block.hpp>
#include <arch/exception.hpp>
#include <arch/fpu_state.hpp>
#include <arch/kernel_window.hpp>
#include <arch/processor_features.hpp>
#include <board/board.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::arch {

class Machine {
public:
    using FpuState = arch::FpuState;

    static constexpr std::uint16_t elf_machine = 62;
    static constexpr VirtualAddress user_top{api::architecture::user_top};
    /// As on seL4.
    static constexpr PhysicalAddress physical_top{Word{1} << 47};

    static void* pointer(PhysicalAddress physical) {
        return reinterpret_cast<void*>(KernelWindow::address(physical));
    }
    static PhysicalAddress physical(const void* pointer) {
        return KernelWindow::physical(reinterpret_cast<Word>(pointer));
    }

    static Ticks now() { return Clock::now(); }
    static void set_deadline(Ticks deadline) { Clock::set_deadline(deadline); }
    static Ticks ticks_per_second() { return Clock::frequency(); }

    static constexpr InterruptNumber first_interrupt = board::Board::first_interrupt;
    static constexpr InterruptNumber interrupt_count = board::Board::interrupt_count;
    static constexpr bool has_triggers = board::Board::has_triggers;
    static constexpr InterruptNumber software_interrupt_count = board::Board::software_interrupt_count;
    static bool valid_interrupt(InterruptNumber number) { return board::Board::valid_interrupt(number); }
    static ClaimedInterrupt claim();
    static bool interrupt_pending();
    static void complete(InterruptNumber number) { board::Board::complete(number); }
    static void send_software_interrupt(InterruptNumber number, Word target) {
        board::Board::send_software_interrupt(number, static_cast<unsigned>(target));
    }
    static void call_processor(unsigned index);
    static void mask(InterruptNumber number) { board::Board::mask(number); }
    static void unmask(InterruptNumber number) { board::Board::unmask(number); }
    static void set_edge_triggered(InterruptNumber number, bool edge) {
        board::Board::set_edge_triggered(number, edge);
    }
    static void route(InterruptNumber number, unsigned core) { board::Board::route(number, core); }

    /// Interrupts are asked for by the pin of an IO-APIC or as messages; a number is a place for one.
    static constexpr bool has_pins = true;
    static std::span<const unsigned> pin_counts() { return board::Board::pin_counts(); }
    static void connect_pin(InterruptNumber number, const InterruptPin& pin) {
        board::Board::connect_pin(number, pin);
    }
    static void connect_message(InterruptNumber number) { board::Board::connect_message(number); }

    static constexpr bool has_io_ports = true;
    static Word read_port(std::uint16_t port, unsigned bytes);
    static void write_port(std::uint16_t port, unsigned bytes, Word value);

    /// CR3.
    using Translation = Word;
    static constexpr bool keeps_translations() { return true; }
    static Translation translation(PhysicalAddress root, Asid asid) {
        return root.value | (processor_features.process_identifiers ? asid | CR3::KEEP::mask : 0);
    }
    /// Kernel pages are global: they stay. Where address spaces have no names, the rest goes.
    static void activate(Translation translation) { CR3::write(translation); }
    static void deactivate();
    static void flush_page(Asid asid, VirtualAddress address);
    static void flush_address_space(Asid asid);
    static void flush_all_address_spaces();
    static void catch_up();
    /// Table walks look into the data caches, and stores are seen in order.
    static void entries_written(const void*, std::size_t) { asm volatile("" : : : "memory"); }

    // Caches are coherent with devices, and with what is executed.
    static void clean(void*, std::size_t) {}
    static void invalidate(void*, std::size_t) {}
    static void clean_invalidate(void*, std::size_t) {}
    static void unify(void*, std::size_t) {}
    static void refetch_instructions() {}

    static void save_fpu(FpuState& state) { state.save(); }
    static void load_fpu(FpuState& state) { state.load(); }
    static void enable_fpu() {
        CoreBlock& block = core_block();
        if (!block.fpu_enabled) {
            asm volatile("clts" : : : "memory");
            block.fpu_enabled = true;
        }
    }
    /// It mostly is: the fast paths ask by two instructions.
    static void disable_fpu() {
        asm goto("cmpb $0, %%gs:%c0; je %l1" : : "i"(BLOCK_FPU_ENABLED) : "cc", "memory" : is_disabled);
        CR0::write(CR0::read() | CR0::TS::mask);
        core_block().fpu_enabled = false;
    is_disabled:;
    }

    static void interleave() {}
    static void relax() {
        asm volatile("pause" : : : "memory");
        stop_if_told();
    }
    static void pause() { asm volatile("pause" : : : "memory"); }
    static void wake_waiting() {}
    static void wait_for_interrupt();
    static bool was_write(Word status) { return PageFaultError::WRITE::get(status) != 0; }
    static const char* name_of_memory_fault(Word status) { return name_of_page_fault(status); }
    static const char* name_of_exception(Word number, Word) {
        return name_of(static_cast<Exception>(number));
    }

    static void put(char character) { board::Board::put(character); }
    static void begin_line() { arch::begin_line(); }
    static void end_line() { arch::end_line(); }
    static void stop_others() { arch::stop_others(); }
    [[noreturn]] static void halt();
    [[noreturn]] static void reboot();

    /// On each core, before anything else of this class.
    static void start();
};

} // namespace nacre::kernel::arch
