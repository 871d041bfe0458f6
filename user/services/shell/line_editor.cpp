// SPDX-License-Identifier: MIT
// Line editing: what each key does to the text and to the screen.
#include "line_editor.hpp"

#include <charconv>

namespace nacre::user::shell {

namespace {

constexpr char control_key(char letter) { return static_cast<char>(letter - 'A' + 1); }

constexpr char escape_key = '\x1b';
constexpr char delete_key = '\x7f';

bool printable(char byte) { return byte >= ' ' && byte < delete_key; }

} // namespace

void LineEditor::begin() {
    size_ = cursor_ = 0;
    escape_ = Escape::none;
    history_.stop_browsing();
    show(prompt_);
}

LineEvent LineEditor::key(char byte) {
    if (escape_ != Escape::none) {
        escape_sequence(byte);
    } else if (printable(byte)) {
        insert(byte);
    } else {
        return control(byte);
    }
    return LineEvent::editing;
}

LineEvent LineEditor::control(char byte) {
    switch (byte) {
    case '\r':
    case '\n':
        show("\n");
        history_.add(line());
        return LineEvent::submitted;
    case control_key('C'):
        show("^C\n");
        size_ = cursor_ = 0;
        return LineEvent::cancelled;
    case control_key('D'):
        if (size_ == 0) {
            return LineEvent::end_of_input;
        }
        erase(cursor_, cursor_ + 1);
        break;
    case control_key('A'): move_to(0); break;
    case control_key('B'): move_to(cursor_ - std::min<std::size_t>(cursor_, 1)); break;
    case control_key('E'): move_to(size_); break;
    case control_key('F'): move_to(cursor_ + 1); break;
    case control_key('H'):
    case delete_key: erase(cursor_ - std::min<std::size_t>(cursor_, 1), cursor_); break;
    case control_key('K'): erase(cursor_, size_); break;
    case control_key('L'):
        show("\x1b[H\x1b[2J");
        show(prompt_);
        redraw();
        break;
    case control_key('N'): replace(history_.newer()); break;
    case control_key('P'): replace(history_.older()); break;
    case control_key('U'): erase(0, cursor_); break;
    case control_key('W'): erase_word(); break;
    case escape_key: escape_ = Escape::started; break;
    default: break;
    }
    return LineEvent::editing;
}

/// ESC [ number letter, or ESC O letter.
void LineEditor::escape_sequence(char byte) {
    if (escape_ == Escape::started) {
        escape_ = byte == '[' || byte == 'O' ? Escape::bracket : Escape::none;
        escape_number_ = 0;
    } else if (byte >= '0' && byte <= '9') {
        escape_number_ = (escape_number_ * 10 + static_cast<unsigned>(byte - '0')) % 100;
    } else if (byte != ';') {
        escape_ = Escape::none;
        finish_escape(byte);
    }
}

void LineEditor::finish_escape(char byte) {
    switch (byte) {
    case 'A': return replace(history_.older());
    case 'B': return replace(history_.newer());
    case 'C': return move_to(cursor_ + 1);
    case 'D': return move_to(cursor_ - std::min<std::size_t>(cursor_, 1));
    case 'H': return move_to(0);
    case 'F': return move_to(size_);
    case '~':
        if (escape_number_ == 1 || escape_number_ == 7) {
            move_to(0);
        } else if (escape_number_ == 4 || escape_number_ == 8) {
            move_to(size_);
        } else if (escape_number_ == 3) {
            erase(cursor_, cursor_ + 1);
        }
        return;
    default: return;
    }
}

void LineEditor::insert(char byte) {
    if (size_ == maximum_line) {
        show("\a");
        return;
    }
    std::copy_backward(text_.begin() + cursor_, text_.begin() + size_, text_.begin() + size_ + 1);
    text_[cursor_++] = byte;
    ++size_;
    if (cursor_ == size_) {
        show({&byte, 1});
    } else {
        redraw();
    }
}

void LineEditor::erase(std::size_t from, std::size_t to) {
    to = std::min(to, size_);
    if (from >= to) {
        return;
    }
    const bool last_character = to == size_ && cursor_ == size_ && to - from == 1;
    std::copy(text_.begin() + to, text_.begin() + size_, text_.begin() + from);
    size_ -= to - from;
    cursor_ = from;
    if (last_character) {
        show("\b \b");
    } else {
        redraw();
    }
}

void LineEditor::erase_word() {
    std::size_t from = cursor_;
    while (from > 0 && text_[from - 1] == ' ') {
        --from;
    }
    while (from > 0 && text_[from - 1] != ' ') {
        --from;
    }
    erase(from, cursor_);
}

void LineEditor::move_to(std::size_t position) {
    if (position <= size_ && position != cursor_) {
        cursor_ = position;
        show_column(prompt_.size() + cursor_);
    }
}

void LineEditor::replace(std::string_view line) {
    std::copy(line.begin(), line.end(), text_.begin());
    size_ = cursor_ = line.size();
    redraw();
}

/// Text behind the prompt, then the cursor where it belongs.
void LineEditor::redraw() {
    show_column(prompt_.size());
    show(line());
    show("\x1b[K");
    if (cursor_ != size_) {
        show_column(prompt_.size() + cursor_);
    }
}

std::string_view LineEditor::take_output() {
    const std::string_view output{output_.data(), output_size_};
    output_size_ = 0;
    return output;
}

/// What does not fit is dropped: that takes a caller who never calls take_output().
void LineEditor::show(std::string_view text) {
    const std::size_t size = std::min(text.size(), output_.size() - output_size_);
    std::copy_n(text.begin(), size, output_.begin() + output_size_);
    output_size_ += size;
}

/// Terminals count columns from 1.
void LineEditor::show_column(std::size_t column) {
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), column + 1).ptr;
    show("\x1b[");
    show({digits.data(), static_cast<std::size_t>(end - digits.begin())});
    show("G");
}

} // namespace nacre::user::shell
