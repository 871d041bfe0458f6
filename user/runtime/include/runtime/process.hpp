// SPDX-License-Identifier: MIT
// The loader: starts, lists and ends programs. Every program may end itself; the shell may do the rest.
#pragma once

#include <api/codec.hpp>
#include <runtime/environment.hpp>
#include <runtime/message_text.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user::process {

/// Labels of requests. A refusal is a reply with label 1 and a sentence.
enum class Request : Word {
    exit = 1, ///< exit code; never answered
    start,    ///< StartOptions, then name, then arguments -> number
    kill,     ///< name or number
    running,  ///< number -> 1 while it runs
    list,     ///< index -> ProgramState, name; length 0 behind the last
    memory,   ///< -> MemoryState
    load,     ///< -> microseconds that have been used of each core, of each as much as fits a word
    describe, ///< index, name or number -> a line about what the program may do; empty behind the last
};

constexpr Word label_of(Request request) { return static_cast<Word>(request); }

inline constexpr Word refused = 1;

/// How to start a program; zeros mean the usual.
struct StartOptions {
    Word priority = 0;
    Word budget = 0;
    Word period = 0;
    Word foreground = 0; ///< 1: it gets what is typed, from its first instruction on
    Word core = 0;
};

struct ProgramState {
    Word identity{};
    Word core{};
    Word priority{};
    std::uint64_t budget{}; ///< microseconds
    std::uint64_t period{};
    std::uint64_t used{}; ///< microseconds since the start, of all its threads
    Word cores{};         ///< a bit for each core on which a thread of it has run

    static constexpr auto arguments = std::tuple{
        api::argument("identity", &ProgramState::identity, "the program's number"),
        api::argument("core", &ProgramState::core, "where its first thread runs"),
        api::argument("priority", &ProgramState::priority, "of that thread"),
        api::argument("budget", &ProgramState::budget, "microseconds"),
        api::argument("period", &ProgramState::period, "microseconds"),
        api::argument("used", &ProgramState::used, "microseconds"),
        api::argument("cores", &ProgramState::cores, "a bit for each"),
    };
};

struct MemoryState {
    Word total;
    Word free;
    Word programs; ///< how many run
};

/// Ends the program. The memory goes back as one block.
[[noreturn]] inline void exit(int code) {
    call({slot::process}, Message::of(label_of(Request::exit), static_cast<Word>(code)));
    // Only a program without a loader, a service, gets here: there is nothing that it could go back to.
    for (;;) {
        wait({slot::own_notification});
    }
}

} // namespace nacre::user::process
