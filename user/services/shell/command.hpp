// SPDX-License-Identifier: MIT
// The shell's language: a line becomes a command or a sentence about what is wrong with it.
#pragma once

#include <base/result.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

namespace nacre::user::shell {

/// `--budget BUDGET/PERIOD`, in microseconds.
struct Budget {
    std::uint64_t budget = 0;
    std::uint64_t period = 0;
    constexpr bool operator==(const Budget&) const = default;
};

struct Nothing {};
struct Help {};
struct ListPrograms {}; ///< ps
struct ShowMemory {};   ///< mem
struct ListCores {};    ///< cores
struct ShowVersion {};  ///< version
struct Reboot {};
struct Halt {};
struct Kill {
    std::string_view name; ///< a program's name or number
};
struct ShowCapabilities {
    std::string_view name;
};
struct RunProgram {
    std::string_view name;
    std::string_view arguments{}; ///< all words that are not the shell's, as they were typed
    bool background = false;
    unsigned priority = 0; ///< 0: the usual one
    Budget budget{};       ///< no budget: cooperative
    unsigned core = 0;
};

using Command = std::variant<Nothing, Help, ListPrograms, ListCores, ShowMemory, ShowVersion, Reboot, Halt,
                             Kill, ShowCapabilities, RunProgram>;

/// Why a line was refused, and the word that it is about (it may be empty).
struct CommandError {
    std::string_view sentence;
    std::string_view word;
};

inline constexpr unsigned lowest_priority = 1;
inline constexpr unsigned highest_priority = 199;

struct CommandDescription {
    std::string_view usage;
    std::string_view summary;
};

inline constexpr std::array command_descriptions{
    CommandDescription{"help", "shows this list"},
    CommandDescription{"run NAME [WORDS] [&] [--core N] [--priority N] [--budget US/US]",
                       "runs a program of the boot archive"},
    CommandDescription{"ps", "lists the programs: number, core, priority, state, share of a core"},
    CommandDescription{"cores", "lists the cores: number, load, and what runs there"},
    CommandDescription{"kill NAME", "ends a program, by its name or its number"},
    CommandDescription{"mem", "tells how much memory is free"},
    CommandDescription{"caps NAME", "tells in words what a program may do"},
    CommandDescription{"version", "tells which interface, version and build this is"},
    CommandDescription{"reboot", "starts the machine again"},
    CommandDescription{"halt", "stops the machine"},
};

/// The views in the command point into `line`, which the call may change: the words for the program move
/// together.
Result<Command, CommandError> parse(std::span<char> line);

} // namespace nacre::user::shell
