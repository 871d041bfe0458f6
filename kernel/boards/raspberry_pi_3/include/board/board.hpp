// SPDX-License-Identifier: MIT
// Raspberry Pi 3 (BCM2837): where its devices are, and which of them the kernel uses.
#pragma once

#include <arch/kernel_window.hpp>
#include <core/boot/machine_description.hpp>
#include <drivers/interrupt_controller/bcm2836.hpp>
#include <drivers/power/bcm2835_watchdog.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::board {

class Board {
public:
    static constexpr const char* name = "Raspberry Pi 3";

    /// Where the cores see what the data sheet has at 0x7e000000.
    static constexpr PhysicalAddress peripherals{0x3f00'0000};
    /// Page of the interrupt controller, the ARM timer and the mailboxes.
    static constexpr PhysicalAddress arm_block = peripherals + 0xb000;
    static constexpr PhysicalAddress power_block = peripherals + 0x10'0000;
    static constexpr PhysicalAddress mailbox = arm_block + 0x880;
    static constexpr PhysicalAddress pins = peripherals + 0x20'0000;
    static constexpr PhysicalAddress uart = peripherals + 0x20'1000;
    /// The mini UART and two SPI masters.
    static constexpr PhysicalAddress auxiliary = peripherals + 0x21'5000;
    /// Registers of the four cores (QA7).
    static constexpr PhysicalAddress local_block{0x4000'0000};
    static constexpr std::array device_pages{arm_block, power_block, pins, uart, auxiliary, local_block};

    static constexpr InterruptNumber first_interrupt = 0;
    static constexpr InterruptNumber interrupt_count = drivers::bcm2836::end;
    /// Every line is a level, and programs have no software interrupts, as on seL4.
    static constexpr bool has_triggers = false;
    static constexpr InterruptNumber software_interrupt_count = 0;
    /// The line by which the kernel's cores call one another.
    static constexpr InterruptNumber inter_processor = drivers::bcm2836::mailbox;

    /// On the serial port, the screen if one can be had, and the second serial port if the image asks for it.
    static void start_console();
    static void put(char character);
    static void flush();
    /// Draws a little of what waits to be shown on the screen.
    static bool use_idle_time();

    static void describe(PhysicalAddress device_tree, boot::MachineDescription& machine);

    static void start_interrupts() { controller().start(); }
    static void start_core_interrupts(unsigned core) { controller().start_processor(core); }
    /// The sources of the cores themselves stay with the kernel.
    static bool valid_interrupt(InterruptNumber n) {
        using namespace drivers::bcm2836;
        return (n >= first_basic && n < first_basic + basic_count) || (n >= first_peripheral && n < end);
    }
    static ClaimedInterrupt claim();
    /// These controllers have no notion of an interrupt being handled.
    static void complete(InterruptNumber) {}
    /// Only the kernel's own line exists.
    static void send_software_interrupt(InterruptNumber, unsigned core) { controller().signal(core); }
    static void mask(InterruptNumber n) { controller().mask(n); }
    static void unmask(InterruptNumber n) { controller().unmask(n); }
    static void set_edge_triggered(InterruptNumber, bool) {}
    /// All lines of the GPU go to one core together, the first.
    static void route(InterruptNumber, unsigned) {}

    static constexpr MemoryBus registers(PhysicalAddress device) {
        return MemoryBus{arch::KernelWindow::address(device)};
    }

    static bool start_core(unsigned core, PhysicalAddress entry);
    static void power_off();
    static void reboot() { watchdog().reboot(); }

private:
    using Controller = drivers::Bcm2836<MemoryBus, MemoryBus>;

    static constexpr Controller controller() {
        return {registers(local_block), registers(arm_block + 0x200)};
    }
    static constexpr drivers::Bcm2835Watchdog<MemoryBus> watchdog() {
        return drivers::Bcm2835Watchdog{registers(power_block)};
    }
};

} // namespace nacre::kernel::board
