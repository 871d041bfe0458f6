// SPDX-License-Identifier: MIT
// Turns key presses into a line: pure logic, which knows neither console nor kernel.
#pragma once

#include "history.hpp"

namespace nacre::user::shell {

/// What a key press amounted to.
enum class LineEvent : unsigned char {
    editing,      ///< nothing to do but to show take_output()
    submitted,    ///< line() is complete
    cancelled,    ///< Ctrl-C: the line was thrown away
    end_of_input, ///< Ctrl-D on an empty line
};

/// Edits one line on a terminal that understands the usual (ECMA-48) escape sequences. Typing at the line's
/// end shows only what was typed; the prompt is not repeated by editing, so that it tells a reader that a
/// line begins.
class LineEditor {
public:
    explicit constexpr LineEditor(std::string_view prompt) : prompt_{prompt} {}

    /// Begins a line: the prompt becomes output.
    void begin();
    LineEvent key(char byte);

    std::string_view line() const { return {text_.data(), size_}; }
    /// What the terminal must be shown since the last call. Valid until the next key.
    std::string_view take_output();
    /// For a command that was not typed but should be found by the arrow keys.
    History& history() { return history_; }

private:
    enum class Escape : unsigned char { none, started, bracket };

    LineEvent control(char byte);
    void escape_sequence(char byte);
    void finish_escape(char byte);
    void insert(char byte);
    void erase(std::size_t from, std::size_t to);
    void erase_word();
    void move_to(std::size_t position);
    void replace(std::string_view line);
    void redraw();

    void show(std::string_view text);
    void show_column(std::size_t column);

    std::string_view prompt_;
    std::array<char, maximum_line> text_{};
    std::size_t size_ = 0;
    std::size_t cursor_ = 0;
    Escape escape_ = Escape::none;
    unsigned escape_number_ = 0;
    History history_;
    std::array<char, 3 * maximum_line> output_{};
    std::size_t output_size_ = 0;
};

} // namespace nacre::user::shell
