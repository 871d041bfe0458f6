// SPDX-License-Identifier: MIT
// The driver of the serial port that PCs have, and other boards after them.
#include "ns16550.hpp"

#include <board.hpp>
#include <drivers/device_bus.hpp>
#include <drivers/serial_port.hpp>
#include <root/system_description.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    const Ns16550 port{bus_of(board::uart)};
    drive(port, rings_in(console_rings_page));
}
