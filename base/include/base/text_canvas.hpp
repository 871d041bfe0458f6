// SPDX-License-Identifier: MIT
// A screen as cells of text, whatever shows them; and the least of a terminal that can write there.
//
// The cursor is kept by the screen itself (a PC's display controller, a hidden line behind a frame buffer),
// so that the kernel and a driver in user space share one screen: each goes on where the other stopped.
#pragma once

#include <concepts>
#include <cstdint>

namespace nacre {

/// The column may be one past the last: the next character begins a new line.
struct TextPosition {
    unsigned row = 0;
    unsigned column = 0;
    constexpr bool operator==(const TextPosition&) const = default;
};

/// Colours as VGA's text mode has them: blue 1, green 2, red 4, bright 8.
struct TextColours {
    std::uint8_t ink = 7;
    std::uint8_t paper = 0;
    constexpr bool operator==(const TextColours&) const = default;
};

/// `cursor` never leaves the screen but for the column past the last, whatever was stored. `scroll` moves all
/// text up and blanks what gets free.
template<typename C>
concept TextCanvas =
    requires(const C canvas, TextPosition position, char character, TextColours colours, unsigned rows) {
        { canvas.rows() } -> std::same_as<unsigned>;
        { canvas.columns() } -> std::same_as<unsigned>;
        { canvas.cursor() } -> std::same_as<TextPosition>;
        canvas.set_cursor(position);
        canvas.draw(position, character, colours);
        canvas.scroll(rows);
    };

/// Does this character make everything move up?
template<TextCanvas Canvas>
bool scrolls(const Canvas& canvas, char character) {
    const TextPosition position = canvas.cursor();
    const bool wraps = position.column == canvas.columns() && static_cast<unsigned char>(character) >= ' ';
    return position.row + 1 == canvas.rows() && (character == '\n' || wraps);
}

/// The cursor in the row below, which is blank if it is a new one at the end.
template<TextCanvas Canvas>
TextPosition row_below(const Canvas& canvas, TextPosition position) {
    if (position.row + 1 < canvas.rows()) {
        return {position.row + 1, position.column};
    }
    canvas.scroll(1);
    return {canvas.rows() - 1, position.column};
}

/// Writes like a typewriter: line feed and carriage return are two things, backspace only moves.
template<TextCanvas Canvas>
void put_text(const Canvas& canvas, char character, TextColours colours = {}) {
    TextPosition position = canvas.cursor();
    if (character == '\n') {
        position = row_below(canvas, position);
    } else if (character == '\r') {
        position.column = 0;
    } else if (character == '\b') {
        position.column -= position.column > 0 ? 1 : 0;
    } else if (static_cast<unsigned char>(character) >= ' ') {
        if (position.column == canvas.columns()) {
            position = row_below(canvas, {position.row, 0});
        }
        canvas.draw(position, character, colours);
        position.column++;
    }
    canvas.set_cursor(position);
}

} // namespace nacre
