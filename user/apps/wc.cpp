// SPDX-License-Identifier: MIT
// Counts the lines, words and bytes that you type, until Ctrl-D on an empty line.
#include <runtime/print.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    std::size_t lines = 0;
    std::size_t words = 0;
    std::size_t bytes = 0;
    bool in_word = false;
    std::array<char, 256> buffer{};
    for (auto text = console::read_line(buffer); !text.empty(); text = console::read_line(buffer)) {
        for (const char character : text) {
            const bool blank = character == ' ' || character == '\t' || character == '\n';
            words += !blank && !in_word ? 1U : 0U;
            in_word = !blank;
            lines += character == '\n' ? 1U : 0U;
            ++bytes;
        }
    }
    print("{} lines, {} words, {} bytes\n", lines, words, bytes);
    return 0;
}
