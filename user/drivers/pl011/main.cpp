// SPDX-License-Identifier: MIT
// The driver of the serial port of ARM's boards.
#include "pl011.hpp"

#include <board.hpp>
#include <drivers/device_bus.hpp>
#include <drivers/serial_port.hpp>
#include <root/system_description.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    const Pl011 port{bus_of(board::uart)};
    drive(port, rings_in(console_rings_page));
}
