// SPDX-License-Identifier: MIT
// The driver of the serial port: moves bytes between the device and the rings that it shares with the console
// service.
#include "pl011.hpp"

#include <drivers/console_rings.hpp>
#include <loading/layout.hpp>
#include <runtime/invoke.hpp>
#include <runtime/program.hpp>
#include <runtime/slots.hpp>

namespace nacre::user {

namespace {

using Port = Pl011<MemoryBus>;

/// What has arrived; a full ring leaves it in the device, whose FIFO holds it a while longer.
bool take_input(const Port& port, ConsoleRings& rings) {
    bool moved = false;
    for (; port.can_read() && rings.input.room() > 0; moved = true) {
        rings.input.put(port.read());
    }
    return moved;
}

bool push_output(const Port& port, ConsoleRings& rings) {
    bool moved = false;
    for (; !rings.output.empty() && port.can_write(); moved = true) {
        port.write(rings.output.take());
    }
    return moved;
}

} // namespace

int program(std::string_view /*arguments*/) {
    const Port port{MemoryBus{layout::device}};
    auto& rings = *reinterpret_cast<ConsoleRings*>(layout::shared);
    port.enable();
    for (;;) {
        // Before the look at the device: what arrives after the look must raise the interrupt again.
        port.clear_interrupts();
        const bool input = take_input(port, rings);
        const bool output = push_output(port, rings);
        if (input || output) {
            signal({slot::signal_console});
        }
        // Without room for input its interrupt would come again at once: the console's signal replaces it.
        // The interrupt for output is wanted only while the device is the one that is slow.
        port.select_interrupts(rings.input.room() > 0, !rings.output.empty());
        const auto acknowledged = invoke({slot::interrupt}, api::interrupt_handler::Acknowledge{});
        NACRE_ASSERT(acknowledged.good());
        wait({slot::own_notification});
    }
}

} // namespace nacre::user
