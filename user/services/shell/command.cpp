// SPDX-License-Identifier: MIT
// Parsing the shell's lines.
#include "command.hpp"

#include <algorithm>
#include <charconv>

namespace nacre::user::shell {

namespace {

using Words = std::string_view;

std::string_view next_word(Words& rest) {
    const auto start = rest.find_first_not_of(" \t");
    if (start == Words::npos) {
        rest = {};
        return {};
    }
    rest.remove_prefix(start);
    const auto word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(word.size());
    return word;
}

template<typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool read_budget(std::string_view text, Budget& budget) {
    const auto slash = text.find('/');
    return slash != std::string_view::npos && read_number(text.substr(0, slash), budget.budget) &&
           read_number(text.substr(slash + 1), budget.period) && budget.budget > 0 &&
           budget.budget <= budget.period;
}

Failure<CommandError> refuse(std::string_view sentence, std::string_view word = {}) {
    return failure(CommandError{sentence, word});
}

/// `run`'s options may stand anywhere behind the name; every other word is the program's. `packed` is where
/// those words are gathered: never ahead of what is still to be read, since each moves to the left or stays.
Result<Command, CommandError> parse_run(Words rest, char* packed) {
    RunProgram run{.name = next_word(rest)};
    if (run.name.empty() || run.name == "&" || run.name.starts_with("--")) {
        return refuse("say which program to run first: run NAME");
    }
    char* const arguments = packed;
    for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) {
        if (run.background) {
            return refuse("& must be the last word of the line");
        }
        if (word == "&") {
            run.background = true;
        } else if (word == "--priority") {
            const auto value = next_word(rest);
            if (!read_number(value, run.priority) || run.priority < lowest_priority ||
                run.priority > highest_priority) {
                return refuse("--priority wants a number from 1 to 199", value);
            }
        } else if (word == "--core") {
            const auto value = next_word(rest);
            if (!read_number(value, run.core)) {
                return refuse("--core wants the number of a core; cores lists them", value);
            }
        } else if (word == "--budget") {
            const auto value = next_word(rest);
            if (!read_budget(value, run.budget)) {
                return refuse("--budget wants microseconds/microseconds, the budget not above the period",
                              value);
            }
        } else {
            if (packed != arguments) {
                *packed++ = ' ';
            }
            packed = std::copy(word.begin(), word.end(), packed);
        }
    }
    run.arguments = {arguments, static_cast<std::size_t>(packed - arguments)};
    return Command{run};
}

} // namespace

Result<Command, CommandError> parse(std::span<char> line) {
    Words rest{line.data(), line.size()};
    const auto verb = next_word(rest);
    if (verb.empty()) {
        return Command{Nothing{}};
    }
    if (verb == "run") {
        Words behind_name = rest;
        next_word(behind_name);
        return parse_run(rest, line.data() + line.size() - behind_name.size());
    }
    const auto word = next_word(rest);
    const bool is_one = !word.empty() && next_word(rest).empty();
    if (verb == "kill") {
        return !is_one ? Result<Command, CommandError>{refuse("say which program: kill NAME")}
                       : Command{Kill{word}};
    }
    if (verb == "caps") {
        return !is_one ? Result<Command, CommandError>{refuse("say which program: caps NAME")}
                       : Command{ShowCapabilities{word}};
    }
    const bool alone = word.empty();
    if (verb == "help") {
        return alone ? Result<Command, CommandError>{Command{Help{}}} : refuse("this takes no words", verb);
    }
    if (verb == "ps") {
        return alone ? Result<Command, CommandError>{Command{ListPrograms{}}}
                     : refuse("this takes no words", verb);
    }
    if (verb == "cores") {
        return alone ? Result<Command, CommandError>{Command{ListCores{}}}
                     : refuse("this takes no words", verb);
    }
    if (verb == "mem") {
        return alone ? Result<Command, CommandError>{Command{ShowMemory{}}}
                     : refuse("this takes no words", verb);
    }
    if (verb == "version") {
        return alone ? Result<Command, CommandError>{Command{ShowVersion{}}}
                     : refuse("this takes no words", verb);
    }
    if (verb == "reboot") {
        return alone ? Result<Command, CommandError>{Command{Reboot{}}} : refuse("this takes no words", verb);
    }
    if (verb == "halt") {
        return alone ? Result<Command, CommandError>{Command{Halt{}}} : refuse("this takes no words", verb);
    }
    return refuse("there is no such command; try help, or run NAME for a program", verb);
}

} // namespace nacre::user::shell
