// SPDX-License-Identifier: MIT
// The shell: reads a line, carries it out, and again.
#include "commands.hpp"
#include "line_editor.hpp"

#include <root/system_description.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>

namespace nacre::user {

namespace {

constinit shell::LineEditor editor{"nacre> "};

/// Keys that were pressed faster than they were read.
class Keyboard {
public:
    char next() {
        while (position_ == keys_.size()) {
            keys_ = console::read_keys(buffer_);
            position_ = 0;
        }
        return keys_[position_++];
    }

private:
    std::array<char, 64> buffer_{};
    std::string_view keys_{};
    std::size_t position_ = 0;
};

constinit Keyboard keyboard;

/// False if the line was cancelled.
bool read_line() {
    editor.begin();
    for (;;) {
        console::write(editor.take_output());
        const auto event = editor.key(keyboard.next());
        switch (event) {
        case shell::LineEvent::submitted: console::write(editor.take_output()); return true;
        case shell::LineEvent::cancelled: console::write(editor.take_output()); return false;
        case shell::LineEvent::editing: break;
        case shell::LineEvent::end_of_input: break; // there is nowhere to go from here
        }
    }
}

} // namespace

int program(std::string_view /*arguments*/) {
    print("\nNacre on {}. Type help for the commands.\n", board::name);
    for (;;) {
        if (!read_line()) {
            continue;
        }
        std::array<char, shell::maximum_line> line{};
        const std::size_t size = editor.line().copy(line.data(), line.size());
        const auto command = shell::parse(std::span{line}.first(size));
        if (command) {
            shell::execute(*command);
        } else {
            shell::complain(command.reason());
        }
    }
}

} // namespace nacre::user
