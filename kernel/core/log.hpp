// SPDX-License-Identifier: MIT
// The kernel's own words, on the console that it polls.
#pragma once

#include <base/format.hpp>

#include <string_view>
#include <utility>

namespace nacre::kernel {

/// Where formatted text goes, a character at a time; a line feed becomes carriage return and line feed. Out
/// of line, since what prints is rare and many.
struct ConsoleSink {
    /// The kernel's own: a line that a core began is not another's before it has ended, so every path through
    /// the kernel ends the lines that it begins.
    static void put(char character);
    /// A program's: its lines may come in pieces.
    static void put_alone(char character);
    static void write(std::string_view text);
};

/// As nacre::format, to the console.
template<typename... Arguments>
void print(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    ConsoleSink console;
    format(console, text, arguments...);
}

} // namespace nacre::kernel
