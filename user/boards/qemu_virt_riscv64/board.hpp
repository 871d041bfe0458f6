// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for RISC-V, of both widths: where the devices are that user-level drivers handle.
#pragma once

#include <base/address.hpp>
#include <runtime/device.hpp>

namespace nacre::user::board {

inline constexpr const char* name = word_bits == 64 ? "qemu_virt_riscv64" : "qemu_virt_riscv32";
inline constexpr const char* uart_driver = "ns16550";
inline constexpr PhysicalAddress uart{0x1000'0000};
inline constexpr Word uart_interrupt = 10;
inline constexpr TextScreen screen{};
inline constexpr SecondSerialPort second_serial_port{};
inline constexpr ScreenKeyboard keyboard{};
/// A page of a device, for tests that map one.
inline constexpr PhysicalAddress device_page = uart;
/// What the conformance checks expect of the interrupt controller. The timer, which it does not know, has the
/// number behind those that it does, as on seL4.
inline constexpr Word first_interrupt = 1;
inline constexpr Word last_interrupt = 96;
inline constexpr Word timer_interrupt = 96;
inline constexpr bool has_triggers = true;
/// Whether the controller changes what it does when a trigger is chosen.
inline constexpr bool heeds_triggers = false;
/// Whether a line that stays up interrupts again once it is acknowledged. (QEMU's PLIC hears only that it
/// rises.)
inline constexpr bool levels_repeat = false;
inline constexpr bool has_software_interrupts = false;
inline constexpr PhysicalAddress watchdog_registers{};
inline constexpr bool has_watchdog = false;
/// Where the kernel's image lies; programs that attack it want to know.
inline constexpr PhysicalAddress kernel_image{0x8000'0000};

} // namespace nacre::user::board
