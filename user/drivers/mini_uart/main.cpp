// SPDX-License-Identifier: MIT
// The driver of the Raspberry Pi's second serial port, which images with the option mini_uart have.
#include "mini_uart.hpp"

#include <board.hpp>
#include <drivers/device_bus.hpp>
#include <drivers/serial_port.hpp>
#include <root/system_description.hpp>
#include <runtime/program.hpp>

namespace nacre::user {

namespace {

/// The port belongs to nobody's pins: what would be written is dropped.
[[noreturn]] void drop_output(ConsoleRings& rings) {
    for (;;) {
        while (!rings.output.empty()) {
            rings.output.take();
        }
        signal({slot::signal_console});
        wait({slot::own_notification});
    }
}

} // namespace

int program(std::string_view /*arguments*/) {
    const MiniUart port{bus_of(board::second_serial_port.registers)};
    ConsoleRings& rings = rings_in(second_rings_page);
    if (!port.is_enabled()) {
        drop_output(rings);
    }
    drive(port, rings);
}

} // namespace nacre::user
