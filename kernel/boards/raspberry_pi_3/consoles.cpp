// SPDX-License-Identifier: MIT
// The consoles, and what the pins are for that some of them need.
#include "consoles.hpp"
#include "firmware.hpp"

#include <arch/console_line.hpp>
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/kernel_window.hpp>
#include <base/pixel_canvas.hpp>
#include <board/board.hpp>
#include <core/log.hpp>
#include <drivers/console/mini_uart.hpp>
#include <drivers/console/pl011.hpp>
#include <drivers/console/screen.hpp>
#include <drivers/pins/bcm2835_pins.hpp>

namespace nacre::kernel::board {

/// A debugger sets it to false.
constinit volatile bool debugger_is_away = true;

namespace {

constexpr std::uint32_t baud = 115'200;
/// TXD and RXD on the header: pins 8 and 10 of the connector.
constexpr unsigned first_serial_pin = 14;
constexpr unsigned last_serial_pin = 15;
constexpr unsigned first_jtag_pin = 22;
constexpr unsigned last_jtag_pin = 27;

using drivers::FirmwareClock;
using drivers::PinFunction;

constinit bool has_mini_uart = false;
constinit std::optional<boot::Screen> shown;
constinit drivers::Screen<PixelCanvas<std::uint16_t>> display{};

drivers::Pl011<MemoryBus> serial() { return drivers::Pl011{Board::registers(Board::uart)}; }
drivers::MiniUart<MemoryBus> mini_uart() { return drivers::MiniUart{Board::registers(Board::auxiliary)}; }

void start_serial() {
    drivers::Bcm2835Pins pins{Board::registers(Board::pins)};
    const consoles::Options options = consoles::options();
    pins.use(first_serial_pin, last_serial_pin,
             options.mini_uart ? PinFunction::alternate5 : PinFunction::alternate0);
    if (options.jtag) {
        pins.use(first_jtag_pin, last_jtag_pin, PinFunction::alternate4);
    }
    serial().start(firmware::clock_rate(FirmwareClock::uart), baud);
    if (options.mini_uart) {
        mini_uart().start(firmware::clock_rate(FirmwareClock::core), baud);
        has_mini_uart = true;
    } else {
        mini_uart().stop(); // firmware may have started it
    }
}

void start_screen() {
    shown = firmware::make_screen();
    if (shown) {
        const PhysicalAddress start = shown->memory;
        const Word size = Word{shown->height + 1} * shown->pitch;
        arch::kernel_window().map({start, start + size}, arch::kernel_device);
        const PixelCanvas<std::uint16_t> canvas{
            {arch::KernelWindow::address(start), shown->width, shown->height, shown->pitch}};
        canvas.clear();
        display.start(canvas);
    }
}

} // namespace

consoles::Options consoles::options() {
    using MiniUart = BitField<std::uint64_t, 16, 1>;
    using Jtag = BitField<std::uint64_t, 17, 1>;
    using Wait = BitField<std::uint64_t, 18, 1>;
    using Stay = BitField<std::uint64_t, 19, 1>;
    const std::uint64_t bits = boot_options;
    return {MiniUart::get(bits) != 0, Jtag::get(bits) != 0, Wait::get(bits) != 0, Stay::get(bits) != 0};
}

const std::optional<boot::Screen>& consoles::screen() { return shown; }

void consoles::show() {
    while (display.draw_some()) {
    }
}

void consoles::wait_for_debugger() {
    print("Waiting for a debugger: `set var nacre::kernel::board::debugger_is_away = false` lets the kernel "
          "go on\n");
    show();
    while (debugger_is_away) {
    }
}

void Board::start_console() {
    start_serial();
    start_screen();
}

void Board::put(char character) {
    serial().put(character);
    if (has_mini_uart) {
        mini_uart().put(character);
    }
    display.put(character);
}

/// On one core, where the screen's driver runs as well: they never draw at the same time.
bool Board::use_idle_time() { return arch::core_block().index == 0 && display.draw_some(); }

/// Who switches the machine off does not look at the screen any more.
void Board::flush() {
    if (arch::panicking()) {
        consoles::show();
    }
    serial().flush();
    if (has_mini_uart) {
        mini_uart().flush();
    }
}

} // namespace nacre::kernel::board
