// SPDX-License-Identifier: MIT
// A PC: COM1 and VGA's text screen, a local APIC for each core, IO-APICs; the rest is told by ACPI's tables.
#pragma once

#include <core/boot/machine_description.hpp>
#include <interface/machine.hpp>

#include <array>
#include <span>

namespace nacre::kernel::board {

class Board {
public:
    static constexpr const char* name = "PC";

    static constexpr PhysicalAddress local_controller_page{0xfee0'0000};
    static constexpr PhysicalAddress screen{0xb'8000};
    static constexpr std::array device_pages{local_controller_page, screen};

    /// As many as seL4 has for programs: its vectors 48 to 155. A number is a place for one, which a program
    /// connects with a pin of an IO-APIC or with the messages of a device.
    static constexpr InterruptNumber first_interrupt = 0;
    static constexpr InterruptNumber interrupt_count = 108;
    static constexpr bool has_triggers = false;
    static constexpr InterruptNumber software_interrupt_count = 0;
    static constexpr InterruptNumber inter_processor = interrupt_count;
    static constexpr InterruptNumber timer = interrupt_count + 1;

    static void start_console();
    static void put(char character);
    static void flush();
    /// Shows a little of what waits for the screen.
    static bool use_idle_time();

    static void describe(PhysicalAddress handed_over, boot::MachineDescription& machine);

    static void start_interrupts();
    static void start_core_interrupts(unsigned core);
    static bool valid_interrupt(InterruptNumber n) { return n < interrupt_count; }
    static ClaimedInterrupt claim();
    static bool interrupt_pending();
    static void complete(InterruptNumber n);
    static void send_software_interrupt(InterruptNumber, unsigned) {}
    static void call_processor(unsigned core);
    static void mask(InterruptNumber n);
    static void unmask(InterruptNumber n);
    static void set_edge_triggered(InterruptNumber, bool) {}
    static void route(InterruptNumber, unsigned) {}

    /// How many pins each IO-APIC has.
    static std::span<const unsigned> pin_counts();
    static void connect_pin(InterruptNumber n, const InterruptPin& pin);
    static void connect_message(InterruptNumber n);

    /// Counts down once on the calling core.
    static void start_timer(std::uint32_t count);

    static bool start_core(unsigned core, PhysicalAddress entry);
    static void power_off();
    static void reboot();
};

} // namespace nacre::kernel::board
