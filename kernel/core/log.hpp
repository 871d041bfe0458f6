// SPDX-License-Identifier: MIT
// The kernel's own words, on the console that it polls.
#pragma once

#include <arch/machine.hpp>
#include <base/format.hpp>

#include <string_view>
#include <utility>

namespace nacre::kernel {

/// Where formatted text goes, a character at a time; a line feed becomes carriage return and line feed.
struct ConsoleSink {
    static void put(char character) {
        if (character == '\n') {
            arch::Machine::put('\r');
        }
        arch::Machine::put(character);
    }
    void write(std::string_view text) const {
        for (const char character : text) {
            put(character);
        }
    }
};

/// As nacre::format, to the console.
template<typename... Arguments>
void print(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    ConsoleSink console;
    format(console, text, arguments...);
}

} // namespace nacre::kernel
