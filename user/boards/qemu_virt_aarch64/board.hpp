// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for 64-bit ARM: where the devices are that user-level drivers handle.
#pragma once

#include <base/address.hpp>
#include <runtime/device.hpp>

namespace nacre::user::board {

inline constexpr const char* name = "qemu_virt_aarch64";
inline constexpr const char* uart_driver = "pl011";
inline constexpr PhysicalAddress uart{0x0900'0000};
/// Shared peripheral interrupt 1; the first 32 numbers of the interrupt controller belong to the cores.
inline constexpr Word uart_interrupt = 33;
inline constexpr TextScreen screen{};
inline constexpr SecondSerialPort second_serial_port{};
inline constexpr ScreenKeyboard keyboard{};
/// A page of a device, for tests that map one.
inline constexpr PhysicalAddress device_page = uart;
/// What the conformance checks expect of the interrupt controller; the timer's interrupt is the kernel's.
inline constexpr Word first_interrupt = 0;
inline constexpr Word last_interrupt = 159;
inline constexpr Word timer_interrupt = 27;
inline constexpr bool has_triggers = true;
/// Whether the controller changes what it does when a trigger is chosen.
inline constexpr bool heeds_triggers = true;
/// Whether a line that stays up interrupts again once it is acknowledged. (QEMU's PLIC hears only that it
/// rises.)
inline constexpr bool levels_repeat = true;
inline constexpr bool has_software_interrupts = true;
inline constexpr PhysicalAddress watchdog_registers{};
inline constexpr bool has_watchdog = false;
/// Where the kernel's image lies; programs that attack it want to know.
inline constexpr PhysicalAddress kernel_image{0x4008'0000};

} // namespace nacre::user::board
