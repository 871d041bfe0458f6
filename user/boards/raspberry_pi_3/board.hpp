// SPDX-License-Identifier: MIT
// Raspberry Pi 3: where the devices are that user-level drivers handle. BCM2835 ARM Peripherals,
// sections 2.2, 7.5 and 13.4.
#pragma once

#include <base/address.hpp>
#include <runtime/device.hpp>

namespace nacre::user::board {

inline constexpr const char* name = "raspberry_pi_3";
inline constexpr const char* uart_driver = "pl011";
inline constexpr PhysicalAddress uart{0x3f20'1000};
/// The kernel counts the peripherals' interrupts from 64, as seL4 does.
inline constexpr Word uart_interrupt = 64 + 57;
inline constexpr TextScreen screen{.driver = "frame_buffer"};
/// The mini-UART, interrupt 29 (the auxiliary block's).
inline constexpr SecondSerialPort second_serial_port{
    .driver = "mini_uart", .registers = {0x3f21'5000}, .interrupt = 64 + 29};
inline constexpr ScreenKeyboard keyboard{};
/// A page of a device, for tests that map one.
inline constexpr PhysicalAddress device_page = uart;
/// What the conformance checks expect of the interrupt controller; the timer's interrupt is the kernel's.
inline constexpr Word first_interrupt = 0;
inline constexpr Word last_interrupt = 127;
inline constexpr Word timer_interrupt = 3;
inline constexpr bool has_triggers = false;
/// Whether the controller changes what it does when a trigger is chosen.
inline constexpr bool heeds_triggers = false;
/// Whether a line that stays up interrupts again once it is acknowledged. (QEMU's PLIC hears only that it
/// rises.)
inline constexpr bool levels_repeat = true;
inline constexpr bool has_software_interrupts = false;
/// Power management: its watchdog can reset the machine.
inline constexpr PhysicalAddress watchdog_registers{0x3f10'0000};
inline constexpr bool has_watchdog = true;
/// Where the kernel's image lies; programs that attack it want to know.
inline constexpr PhysicalAddress kernel_image{0x8'0000};

} // namespace nacre::user::board
