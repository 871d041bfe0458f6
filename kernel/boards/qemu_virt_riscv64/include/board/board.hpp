// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for RISC-V, 32 and 64 bits: PLIC, CLINT, 16550 UART; memory, cores and the clock's
// frequency are told by its device tree.
#pragma once

#include <arch/core_block.hpp>
#include <arch/kernel_window.hpp>
#include <arch/machine_mode_call.hpp>
#include <core/boot/machine_description.hpp>
#include <drivers/console/ns16550.hpp>
#include <drivers/interrupt_controller/plic.hpp>
#include <drivers/power/sifive_test.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::board {

/// A hart has two contexts of the PLIC, machine mode's first.
constexpr std::size_t supervisor_context(unsigned core) { return 2 * std::size_t{core} + 1; }

/// QEMU, hw/riscv/virt.c: the memory map has not changed since the machine exists.
class Board {
public:
    static constexpr const char* name =
        word_bits == 64 ? "QEMU virt (RISC-V, 64 bits)" : "QEMU virt (RISC-V, 32 bits)";

    /// As many as the kernel serves.
    static constexpr unsigned most_cores = 8;

    static constexpr PhysicalAddress power_switch{0x0010'0000};
    static constexpr PhysicalAddress clint{0x0200'0000};
    static constexpr Word clint_size = 0x1'0000;
    static constexpr PhysicalAddress plic{0x0c00'0000};
    static constexpr Word plic_size = 0x60'0000;
    static constexpr PhysicalAddress uart{0x1000'0000};

    /// Each context has a page of its own.
    static constexpr Word plic_contexts = 0x20'0000;
    static constexpr auto device_pages = [] {
        constexpr Word page = 0x1000;
        std::array<PhysicalAddress, 4 + most_cores> pages{power_switch, uart, plic, plic + 2 * page};
        for (unsigned core = 0; core < most_cores; ++core) {
            pages[4 + core] = plic + plic_contexts + supervisor_context(core) * page;
        }
        return pages;
    }();

    /// The PLIC's sources from 1 on, then the timer: both show to programs, as on seL4. What cores call each
    /// other with takes the number that no source has.
    static constexpr InterruptNumber source_count = 96;
    static constexpr InterruptNumber inter_processor = 0;
    static constexpr InterruptNumber first_interrupt = 1;
    static constexpr InterruptNumber timer = source_count;
    static constexpr InterruptNumber interrupt_count = source_count + 1;
    /// The PLIC does not choose between level and edge. Whoever chooses gets the interrupt all the same, as
    /// on seL4.
    static constexpr bool has_triggers = true;
    /// Programs raise no interrupts.
    static constexpr InterruptNumber software_interrupt_count = 0;

    /// The UART's clock has 3.6864 MHz: 115200 baud.
    static void start_console() { console().start(2); }
    static void put(char character) { console().put(character); }
    static void flush() { console().flush(); }

    static void describe(PhysicalAddress device_tree, boot::MachineDescription& machine);
    static Ticks ticks_per_second() { return timebase; }

    static void start_interrupts();
    static void start_core_interrupts(unsigned) {}
    static bool valid_interrupt(InterruptNumber n) { return n != 0 && n < source_count; }
    static ClaimedInterrupt claim() {
        const InterruptNumber number = controller().claim(supervisor_context(this_core()));
        if (number == 0) {
            return {};
        }
        claimed_by[number] = static_cast<std::uint8_t>(this_core() + 1);
        return {InterruptSource::device, number};
    }
    /// Not yet: a source whose device is not quiet would be pending again at once, and stay so when it is. It
    /// is completed when its handler lets it occur again.
    static void complete(InterruptNumber) {}
    static void send_software_interrupt(InterruptNumber, unsigned) {}
    static void mask(InterruptNumber n) { controller().mask(n); }
    static void unmask(InterruptNumber n) {
        finish(n);
        controller().unmask(n);
    }
    static void set_edge_triggered(InterruptNumber, bool) {}
    static void route(InterruptNumber n, unsigned core);

    static bool start_core(unsigned core, PhysicalAddress entry) {
        return arch::call_machine_mode(arch::MachineModeCall::start_core, core, entry.value) != 0;
    }
    static void power_off() { power().power_off(); }
    static void reboot() { power().reboot(); }

private:
    using Controller = drivers::Plic<MemoryBus, source_count>;

    /// Completes it where it was claimed, if it was.
    static void finish(InterruptNumber n) {
        if (claimed_by[n] != 0) {
            controller().complete(supervisor_context(claimed_by[n] - 1U), n);
            claimed_by[n] = 0;
        }
    }

    static unsigned this_core() { return arch::core_block().index; }
    static constexpr MemoryBus registers(PhysicalAddress device) {
        return MemoryBus{arch::KernelWindow::device_address(device)};
    }
    static constexpr Controller controller() { return Controller{registers(plic)}; }
    static constexpr drivers::Ns16550<MemoryBus> console() { return drivers::Ns16550{registers(uart)}; }
    static constexpr drivers::SifiveTest<MemoryBus> power() {
        return drivers::SifiveTest{registers(power_switch)};
    }

    static constexpr Ticks usual_timebase = 10'000'000;
    static inline constinit Ticks timebase = usual_timebase;
    /// The core, plus one, that has claimed a source which is not completed.
    static inline constinit std::array<std::uint8_t, source_count> claimed_by{};
};

} // namespace nacre::kernel::board
