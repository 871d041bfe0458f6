// SPDX-License-Identifier: MIT
// Gathers keys into a line for programs that do not edit themselves: echo, erase, end of input. Pure logic.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace nacre::user {

class LineDiscipline {
public:
    enum class State : unsigned char { typing, line, end_of_input };

    /// What the key amounts to; `echo` must then be shown.
    State key(char byte);
    std::string_view echo() const { return echo_; }

    /// The line, with its line feed unless Ctrl-D ended it.
    std::string_view line() const { return {text_.data(), size_}; }
    /// Drops the first bytes, which were delivered.
    void consume(std::size_t count);

private:
    void append(char byte) { text_[size_++] = byte; }

    std::array<char, 256> text_{};
    std::size_t size_ = 0;
    char shown_ = 0;
    std::string_view echo_{};
};

} // namespace nacre::user
