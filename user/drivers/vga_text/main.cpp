// SPDX-License-Identifier: MIT
// The driver of VGA's text mode: shows the console's text in its cells.
#include <base/vga_canvas.hpp>
#include <board.hpp>
#include <drivers/device_bus.hpp>
#include <drivers/screen.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    show_console(VgaCanvas{bus_of(board::screen.cells), bus_of(board::screen.controller)});
}
