// SPDX-License-Identifier: MIT
// What each key does to a line that the console service edits for a program.
#include "line_discipline.hpp"

#include <algorithm>

namespace nacre::user {

LineDiscipline::State LineDiscipline::key(char byte) {
    constexpr char control_d = 0x04;
    constexpr char backspace = 0x08;
    constexpr char erase_line = 0x15;
    constexpr char delete_key = 0x7f;
    echo_ = {};
    switch (byte) {
    case '\r':
    case '\n':
        append('\n');
        echo_ = "\n";
        return State::line;
    case control_d: return size_ == 0 ? State::end_of_input : State::line;
    case backspace:
    case delete_key:
        if (size_ > 0) {
            --size_;
            echo_ = "\b \b";
        }
        return State::typing;
    case erase_line:
        size_ = 0;
        echo_ = "^U\n";
        return State::typing;
    default: break;
    }
    // The last place is kept for the line feed.
    if (size_ + 1 == text_.size()) {
        echo_ = "\a";
    } else if (byte >= ' ' || byte == '\t') {
        append(byte);
        shown_ = byte;
        echo_ = {&shown_, 1};
    }
    return State::typing;
}

void LineDiscipline::consume(std::size_t count) {
    std::copy(text_.begin() + static_cast<std::ptrdiff_t>(count),
              text_.begin() + static_cast<std::ptrdiff_t>(size_), text_.begin());
    size_ -= count;
}

} // namespace nacre::user
