// SPDX-License-Identifier: MIT
// What a program defines, and what it may ask about itself.
#pragma once

#include <runtime/environment.hpp>

namespace nacre::user {

/// Every program but the root task defines this. What it returns is the program's exit code; 0 means that all
/// is well. `arguments` are the words behind the program's name.
int program(std::string_view arguments);

/// What the program was told at its start.
const Environment& environment();

/// Splits the first word off `text`.
constexpr std::string_view next_word(std::string_view& text) {
    const auto start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) {
        text = {};
        return {};
    }
    text.remove_prefix(start);
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

} // namespace nacre::user
