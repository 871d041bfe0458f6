// SPDX-License-Identifier: MIT
// What the drivers of serial ports have in common: moving bytes between the device and the rings that they
// share with the console service.
#pragma once

#include <drivers/console_rings.hpp>
#include <runtime/invoke.hpp>
#include <runtime/slots.hpp>

#include <concepts>

namespace nacre::user {

/// A serial port's registers, read and written as its data sheet says.
template<typename P>
concept SerialPort = requires(const P port, char byte, bool wanted) {
    port.enable();
    { port.can_read() } -> std::same_as<bool>;
    { port.read() } -> std::same_as<char>;
    { port.room() } -> std::same_as<std::size_t>; ///< bytes that can be written now
    port.write(byte);
    port.silence();                         ///< no interrupts until they are selected again
    port.select_interrupts(wanted, wanted); ///< for input, and for room for output
};

namespace detail {

/// What has arrived; a full ring leaves it in the device, whose FIFO holds it a while longer.
bool take_input(const SerialPort auto& port, ConsoleRings& rings) {
    bool moved = false;
    for (; rings.input.room() > 0 && port.can_read(); moved = true) {
        rings.input.put(port.read());
    }
    return moved;
}

bool push_output(const SerialPort auto& port, ConsoleRings& rings) {
    bool moved = false;
    while (!rings.output.empty()) {
        std::size_t room = port.room();
        if (room == 0) {
            break;
        }
        for (; room > 0 && !rings.output.empty(); --room) {
            port.write(rings.output.take());
        }
        moved = true;
    }
    return moved;
}

} // namespace detail

[[noreturn]] void drive(const SerialPort auto& port, ConsoleRings& rings) {
    port.enable();
    for (;;) {
        port.silence();
        const bool input = detail::take_input(port, rings);
        const bool output = detail::push_output(port, rings);
        if (input || output) {
            signal({slot::signal_console});
        }
        // Before interrupts are selected: an interrupt controller that waits for edges would miss one that
        // comes while it does not listen.
        const auto acknowledged = invoke({slot::interrupt}, api::interrupt_handler::Acknowledge{});
        NACRE_ASSERT(acknowledged.good());
        // Without room for input its interrupt would come again at once: the console's signal replaces it.
        // The interrupt for output is wanted only while the device is the one that is slow.
        port.select_interrupts(rings.input.room() > 0, !rings.output.empty());
        wait({slot::own_notification});
    }
}

} // namespace nacre::user
