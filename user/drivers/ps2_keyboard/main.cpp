// SPDX-License-Identifier: MIT
// The driver of a PC's keyboard: what is typed goes where the screen's text comes from.
#include "i8042.hpp"
#include "keyboard.hpp"

#include <board.hpp>
#include <drivers/console_rings.hpp>
#include <drivers/device_bus.hpp>
#include <root/system_description.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

namespace nacre::user {

namespace {

/// A key's bytes arrive together or not at all: with a thousand bytes that nobody has read, it is lost.
void type(std::string_view text) {
    auto& input = rings_in(screen_rings_page).input;
    if (input.room() < text.size()) {
        return;
    }
    for (const char byte : text) {
        input.put(byte);
    }
    signal({slot::signal_console});
}

} // namespace

int program(std::string_view /*arguments*/) {
    const I8042 controller{bus_of(board::keyboard.data), bus_of(board::keyboard.control, slot::more_io_ports),
                           [] { timer::sleep(1000); }};
    Keyboard keyboard{controller};
    if (const auto trouble = controller.begin(keyboard.lights()); trouble != KeyboardTrouble::none) {
        print("nacre: {}\n", sentence_of(trouble));
    }
    for (;;) {
        // The interrupt is an edge: first it is let through again, then the controller is emptied, so that
        // none is missed.
        const auto acknowledged = invoke({slot::interrupt}, api::interrupt_handler::Acknowledge{});
        NACRE_ASSERT(acknowledged.good());
        keyboard.listen(type);
        wait({slot::own_notification});
    }
}

} // namespace nacre::user
