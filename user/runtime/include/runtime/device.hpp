// SPDX-License-Identifier: MIT
// How boards say where a device is that has no registers in memory, or whose interrupt has no number.
#pragma once

#include <base/address.hpp>

#include <string_view>

namespace nacre::user {

/// The ports of a device, on machines that have them.
struct IoPorts {
    Word first;
    Word last;
};

/// A screen for text beside the serial port, and the program that drives it: cells of VGA's text mode with
/// the ports of their controller, or, without an address, the frame buffer of which the kernel tells.
struct TextScreen {
    std::string_view driver{}; ///< empty: the board has none
    PhysicalAddress cells{};
    IoPorts controller{};

    constexpr bool present() const { return !driver.empty(); }
};

/// A serial port beside the first one, with the same prompt on it, and the program that drives it.
struct SecondSerialPort {
    std::string_view driver{}; ///< empty: the board has none
    PhysicalAddress registers{};
    Word interrupt = 0;

    constexpr bool present() const { return !driver.empty(); }
};

/// An interrupt that arrives over a pin of an IO-APIC; `vector` is one that nothing else of the board uses.
struct IoApicPin {
    Word io_apic;
    Word pin;
    bool is_level_triggered;
    bool is_active_low;
    Word vector;
};

/// The keyboard that belongs to the screen, and the program that drives it: the ports for its bytes and those
/// of its controller.
struct ScreenKeyboard {
    std::string_view driver{}; ///< empty: the board has none
    IoPorts data{};
    IoPorts control{};
    IoApicPin interrupt{};

    constexpr bool present() const { return !driver.empty(); }
};

} // namespace nacre::user
