// SPDX-License-Identifier: MIT
// Interleaving by lines.
#include "screen.hpp"

namespace nacre::user {

void Screen::write(Word badge, std::string_view text) {
    if (text.empty()) {
        return;
    }
    const bool line_begun = begun_size_ > 0 || begun_lost_;
    if (!line_begun || owner_ == badge) {
        owner_ = badge;
        for (const char byte : text) {
            put(byte);
        }
        return;
    }
    if (text.back() != '\n' || begun_lost_) {
        // The new line begins below the one that is begun, and its program owns the cursor now.
        put('\n');
        return write(badge, text);
    }
    const Word interrupted = owner_;
    const auto begun = begun_;
    const std::size_t size = begun_size_;
    terminal_.write("\r\x1b[K");
    begun_size_ = 0;
    write(badge, text);
    // The carriage return tells whoever reads the output that this is no new line: a prompt shown again is no
    // new prompt.
    terminal_.write("\r");
    write(interrupted, {begun.data(), size});
}

/// A terminal wants both a carriage return and a line feed.
void Screen::put(char byte) {
    if (byte == '\n' || byte == '\r') {
        begun_size_ = 0;
        begun_lost_ = false;
        terminal_.write(byte == '\n' ? "\r\n" : "\r");
        return;
    }
    if (begun_size_ == begun_.size()) {
        begun_lost_ = true;
    } else {
        begun_[begun_size_++] = byte;
    }
    terminal_.write({&byte, 1});
}

} // namespace nacre::user
