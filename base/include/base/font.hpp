// SPDX-License-Identifier: MIT
// The font of consoles that have to draw their characters. tools/make_font makes it out of a Debian
// package's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nacre::font {

inline constexpr unsigned width = 8;
inline constexpr unsigned height = 16;
inline constexpr unsigned char first = ' ';
inline constexpr unsigned char last = '~';
inline constexpr char replacement = '?';

extern "C" const std::uint8_t console_font[(last - first + 1) * height];

/// A byte for each line from the top on; the highest bit is the leftmost pixel.
inline const std::uint8_t* glyph(char character) {
    const auto code = static_cast<unsigned char>(character);
    const unsigned char shown = code < first || code > last ? replacement : code;
    return console_font + std::size_t{shown - unsigned{first}} * height;
}

} // namespace nacre::font
