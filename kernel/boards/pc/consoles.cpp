// SPDX-License-Identifier: MIT
// The kernel's words go to the serial line and to the screen at the same time.
#include <arch/io_port.hpp>
#include <arch/kernel_window.hpp>
#include <base/vga_canvas.hpp>
#include <board/board.hpp>
#include <drivers/console/ns16550.hpp>

namespace nacre::kernel::board {
namespace {

using arch::PortBus;

constexpr std::uint16_t first_serial_port = 0x3f8;
constexpr std::uint16_t display_controller = 0x3d4;
/// The clock of 1.8432 MHz, 16 times divided, is 115200 baud.
constexpr std::uint16_t divisor = 1;

drivers::Ns16550<PortBus> serial_line() { return drivers::Ns16550{PortBus{first_serial_port}}; }

VgaCanvas<MemoryBus, PortBus> canvas() {
    return {MemoryBus{arch::KernelWindow::device_address(Board::screen)}, PortBus{display_controller}};
}

} // namespace

void Board::start_console() { serial_line().start(divisor); }

void Board::put(char character) {
    serial_line().put(character);
    put_text(canvas(), character);
}

void Board::flush() { serial_line().flush(); }

} // namespace nacre::kernel::board
