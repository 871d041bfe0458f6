// SPDX-License-Identifier: MIT
// QEMU's `virt` machine: GICv2, PL011, firmware calls (PSCI); memory and cores are told by its device tree.
#pragma once

#include <arch/kernel_window.hpp>
#include <core/boot/machine_description.hpp>
#include <drivers/console/pl011.hpp>
#include <drivers/interrupt_controller/gic_v2.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::board {

/// QEMU, hw/arm/virt.c: the memory map has not changed since the machine exists.
class Board {
public:
    static constexpr const char* name = "QEMU virt (AArch64)";

    static constexpr PhysicalAddress distributor{0x0800'0000};
    static constexpr PhysicalAddress processor_interface{0x0801'0000};
    static constexpr PhysicalAddress uart{0x0900'0000};
    static constexpr std::array device_pages{distributor, processor_interface, uart};

    /// As many as seL4 knows on this machine.
    static constexpr InterruptNumber first_interrupt = 0;
    static constexpr InterruptNumber interrupt_count = 160;
    static constexpr bool has_triggers = true;
    static constexpr InterruptNumber software_interrupt_count = 16;
    static constexpr InterruptNumber timer = 27;
    /// The line by which the kernel's cores call one another. Programs may have the other software-generated
    /// ones.
    static constexpr InterruptNumber inter_processor = 15;

    static void start_console() { console().start(); }
    static void put(char character) { console().put(character); }
    static void flush() { console().flush(); }

    static void describe(PhysicalAddress device_tree, boot::MachineDescription& machine);

    static void start_interrupts() { controller().start(); }
    static void start_core_interrupts(unsigned) { controller().start_processor(timer); }
    static bool valid_interrupt(InterruptNumber n) {
        return n < interrupt_count && n != timer && n != inter_processor;
    }
    static ClaimedInterrupt claim() {
        const InterruptNumber number = controller().claim();
        if (number == timer) {
            return {InterruptSource::timer, number};
        }
        if (number >= Controller::first_special) {
            return {};
        }
        const bool own = number == inter_processor;
        return {own ? InterruptSource::inter_processor : InterruptSource::device, number};
    }
    static void complete(InterruptNumber n) { controller().complete(n); }
    static void send_software_interrupt(InterruptNumber n, unsigned core) {
        controller().signal(1U << core, n);
    }
    static void mask(InterruptNumber n) { controller().mask(n); }
    static void unmask(InterruptNumber n) { controller().unmask(n); }
    static void set_edge_triggered(InterruptNumber n, bool edge) { controller().set_edge_triggered(n, edge); }
    static void route(InterruptNumber n, unsigned core) { controller().route(n, core); }

    static bool start_core(unsigned core, PhysicalAddress entry);
    static void power_off();
    static void reboot();

private:
    using Controller = drivers::GicV2<MemoryBus, MemoryBus>;

    static constexpr MemoryBus registers(PhysicalAddress device) {
        return MemoryBus{arch::KernelWindow::address(device)};
    }
    static constexpr Controller controller() {
        return {registers(distributor), registers(processor_interface)};
    }
    static constexpr drivers::Pl011<MemoryBus> console() { return drivers::Pl011{registers(uart)}; }
};

} // namespace nacre::kernel::board
