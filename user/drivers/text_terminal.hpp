// SPDX-License-Identifier: MIT
// A terminal on any screen of text: writes what programs print, and understands the few orders that they give
// (ECMA-48).
#pragma once

#include <base/text_canvas.hpp>

#include <algorithm>
#include <array>

namespace nacre::user {

/// Numbers before the letter of an order.
struct OrderArguments {
    std::array<unsigned, 8> values{};
    std::size_t count = 0;

    unsigned at(std::size_t index, unsigned usual) const {
        return index < count && values[index] != 0 ? values[index] : usual;
    }
};

template<TextCanvas Canvas>
class TextTerminal {
public:
    explicit constexpr TextTerminal(const Canvas& canvas) : canvas_{canvas} {}

    void put(char byte) {
        switch (state_) {
        case State::text: return put_text_or_control(byte);
        case State::escape:
            state_ = byte == '[' ? State::order : State::text;
            arguments_ = {};
            return;
        case State::order: return take_order(byte);
        }
    }

    /// Where the next character goes is shown between two calls of these. On screens that show it themselves
    /// they do nothing.
    void show_cursor() {
        if constexpr (requires { canvas_.invert(shown_at_); }) {
            shown_at_ = canvas_.cursor();
            canvas_.invert(shown_at_);
        }
    }
    /// If the kernel has written since, the cursor's place is overwritten.
    void hide_cursor() {
        if constexpr (requires { canvas_.finish_scroll(); }) {
            canvas_.finish_scroll(); // the kernel's, which does it by and by
        }
        if constexpr (requires { canvas_.invert(shown_at_); }) {
            if (canvas_.cursor() == shown_at_) {
                canvas_.invert(shown_at_);
            }
        }
    }

private:
    enum class State : unsigned char { text, escape, order };

    void put_text_or_control(char byte) {
        constexpr char escape = '\x1b';
        constexpr unsigned tabulator = 8;
        if (byte == escape) {
            state_ = State::escape;
        } else if (byte == '\t') {
            TextPosition position = canvas_.cursor();
            position.column = std::min((position.column / tabulator + 1) * tabulator, canvas_.columns() - 1);
            canvas_.set_cursor(position);
        } else {
            put_text(canvas_, byte, colours_);
        }
    }

    void take_order(char byte) {
        if (byte >= '0' && byte <= '9') {
            arguments_.count = std::max<std::size_t>(arguments_.count, 1);
            unsigned& value = arguments_.values[arguments_.count - 1];
            value = std::min(value * 10 + static_cast<unsigned>(byte - '0'), 9999U);
        } else if (byte == ';') {
            arguments_.count =
                std::min(std::max<std::size_t>(arguments_.count, 1) + 1, arguments_.values.size());
        } else if (byte >= '@') {
            state_ = State::text;
            obey(byte);
        }
    }

    /// Orders by their last letter, ECMA-48, section 8.3; what is not known does nothing.
    void obey(char order) {
        TextPosition position = canvas_.cursor();
        const unsigned last_row = canvas_.rows() - 1;
        const unsigned last_column = canvas_.columns() - 1;
        const unsigned distance = arguments_.at(0, 1);
        switch (order) {
        case 'A': position.row -= std::min(position.row, distance); break;
        case 'B': position.row = std::min(position.row + distance, last_row); break;
        case 'C': position.column = std::min(position.column + distance, last_column); break;
        case 'D': position.column -= std::min(position.column, distance); break;
        case 'G': position.column = std::min(distance - 1, last_column); break;
        case 'H':
            position = {std::min(distance - 1, last_row), std::min(arguments_.at(1, 1) - 1, last_column)};
            break;
        case 'J': return erase_display(position);
        case 'K': return erase_line(position);
        case 'm': return choose_colours();
        default: return;
        }
        canvas_.set_cursor(position);
    }

    void blank(unsigned row, unsigned from, unsigned to) {
        for (unsigned column = from; column < to; ++column) {
            canvas_.draw({row, column}, ' ', colours_);
        }
    }

    void erase_line(TextPosition position) {
        const unsigned part = arguments_.at(0, 0);
        blank(position.row, part == 0 ? position.column : 0,
              part == 1 ? std::min(position.column + 1, canvas_.columns()) : canvas_.columns());
    }

    void erase_display(TextPosition position) {
        const unsigned part = arguments_.at(0, 0);
        if (part == 2) {
            return canvas_.scroll(canvas_.rows());
        }
        erase_line(position);
        for (unsigned row = part == 0 ? position.row + 1 : 0;
             row < (part == 0 ? canvas_.rows() : position.row); ++row) {
            blank(row, 0, canvas_.columns());
        }
    }

    /// ECMA-48 counts red, green and blue from the other end than VGA.
    static std::uint8_t colour(unsigned number) {
        constexpr std::array<std::uint8_t, 8> colours{0, 4, 2, 6, 1, 5, 3, 7};
        return colours[number % 8];
    }

    void choose_colours() {
        arguments_.count = std::max<std::size_t>(arguments_.count, 1);
        for (std::size_t i = 0; i < arguments_.count; ++i) {
            const unsigned number = arguments_.values[i];
            if (number == 0) {
                colours_ = {};
            } else if (number == 1) {
                colours_.ink |= 8;
            } else if (number == 7) {
                std::swap(colours_.ink, colours_.paper);
            } else if (number >= 30 && number < 38) {
                colours_.ink = static_cast<std::uint8_t>((colours_.ink & 8) | colour(number - 30));
            } else if (number >= 40 && number < 48) {
                colours_.paper = colour(number - 40);
            } else if (number >= 90 && number < 98) {
                colours_.ink = static_cast<std::uint8_t>(8 | colour(number - 90));
            }
        }
    }

    Canvas canvas_;
    State state_ = State::text;
    OrderArguments arguments_;
    TextColours colours_;
    TextPosition shown_at_;
};

} // namespace nacre::user
