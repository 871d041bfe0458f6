// SPDX-License-Identifier: MIT
// A PC: where the devices are that user-level drivers handle. Intel's data sheets of chipsets name them
// "legacy".
#pragma once

#include <base/address.hpp>
#include <runtime/device.hpp>

namespace nacre::user::board {

inline constexpr const char* name = "pc";
inline constexpr const char* uart_driver = "ns16550";
/// COM1, whose interrupt of old is pin 4 of the first IO-APIC: an edge.
inline constexpr IoPorts uart{0x3f8, 0x3ff};
inline constexpr IoApicPin uart_interrupt{
    .io_apic = 0, .pin = 4, .is_level_triggered = false, .is_active_low = false, .vector = 4};
inline constexpr TextScreen screen{.driver = "vga_text", .cells = {0xb'8000}, .controller = {0x3d4, 0x3d5}};
inline constexpr SecondSerialPort second_serial_port{};
/// Its interrupt of old is pin 1.
inline constexpr ScreenKeyboard keyboard{
    .driver = "ps2_keyboard",
    .data = {0x60, 0x60},
    .control = {0x64, 0x64},
    .interrupt = {.io_apic = 0, .pin = 1, .is_level_triggered = false, .is_active_low = false, .vector = 1}};
/// A page of a device, for tests that map one: the high-precision event timer.
inline constexpr PhysicalAddress device_page{0xfed0'0000};
/// Whether a line that stays up interrupts again once it is acknowledged. (QEMU's PLIC hears only that it
/// rises.)
inline constexpr bool levels_repeat = true;
inline constexpr PhysicalAddress watchdog_registers{};
inline constexpr bool has_watchdog = false;
/// Where the kernel's image lies; programs that attack it want to know.
inline constexpr PhysicalAddress kernel_image{0x10'0000};

} // namespace nacre::user::board
