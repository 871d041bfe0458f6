// SPDX-License-Identifier: MIT
// The kernel's own words, on the console that it polls.
#include <arch/machine.hpp>
#include <core/log.hpp>

namespace nacre::kernel {

void ConsoleSink::put_alone(char character) {
    if (character == '\n') {
        arch::Machine::put('\r');
    }
    arch::Machine::put(character);
}

void ConsoleSink::put(char character) {
    arch::Machine::begin_line();
    put_alone(character);
    if (character == '\n') {
        arch::Machine::end_line();
    }
}

void ConsoleSink::write(std::string_view text) {
    bool begun = false;
    for (const char character : text) {
        if (!begun) {
            arch::Machine::begin_line();
        }
        put_alone(character);
        begun = character != '\n';
        if (!begun) {
            arch::Machine::end_line();
        }
    }
}

} // namespace nacre::kernel
