// SPDX-License-Identifier: MIT
// The kernel's words go to the serial line and to the screen at the same time.
#include <arch/console_line.hpp>
#include <arch/core_block.hpp>
#include <arch/io_port.hpp>
#include <arch/kernel_window.hpp>
#include <arch/secondary.hpp>
#include <base/vga_canvas.hpp>
#include <board/board.hpp>
#include <drivers/console/ns16550.hpp>
#include <drivers/console/screen.hpp>

namespace nacre::kernel::board {
namespace {

using arch::PortBus;

constexpr std::uint16_t first_serial_port = 0x3f8;
constexpr std::uint16_t display_controller = 0x3d4;
/// The clock of 1.8432 MHz, 16 times divided, is 115200 baud.
constexpr std::uint16_t divisor = 1;

drivers::Ns16550<PortBus> serial_line() { return drivers::Ns16550{PortBus{first_serial_port}}; }

constinit drivers::Screen<VgaCanvas<MemoryBus, PortBus>> display{};

void show() {
    while (display.draw_some()) {
    }
}

} // namespace

void Board::start_console() {
    serial_line().start(divisor);
    display.start({MemoryBus{arch::KernelWindow::device_address(screen)}, PortBus{display_controller}});
}

/// The screen shows whole lines. While programs run, it waits until the first core is idle: drawing takes
/// longer than interrupts may.
void Board::put(char character) {
    serial_line().put(character);
    display.put(character);
    if (character == '\n' && (!arch::programs_run() || arch::panicking())) {
        show();
    }
}

/// On one core, where the screen's driver runs as well: they never draw at the same time.
bool Board::use_idle_time() { return arch::core_block().index == 0 && display.draw_some(); }

void Board::flush() {
    show();
    serial_line().flush();
}

} // namespace nacre::kernel::board
