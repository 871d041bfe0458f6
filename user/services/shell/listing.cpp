// SPDX-License-Identifier: MIT
// Who uses the cores: what the kernel tells about a thread is the time that it has used, so each listing is
// of two looks, a moment apart.
#include "listing.hpp"

#include <root/system_description.hpp>
#include <runtime/print.hpp>
#include <runtime/process.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

#include <algorithm>

namespace nacre::user::shell {

namespace {

constexpr Capability loader{slot::process};

/// How long a listing watches who uses the cores.
constexpr std::uint64_t watched_microseconds = 100'000;
constexpr std::size_t listed_programs = 32;

struct Listing {
    struct Line {
        process::ProgramState state;
        ShortText<maximum_name> name;
        std::uint64_t used_while_watched;
    };
    std::array<Line, listed_programs> lines;
    std::size_t count = 0;
};

bool ask_state(Word index, Listing::Line& line) {
    const Message answer = call(loader, Message::of(process::label_of(process::Request::list), index));
    if (answer.length() == 0) {
        return false;
    }
    line.state = api::decode<process::ProgramState>([&](std::size_t i) { return answer[i]; });
    line.name.size = text_at(answer, api::message_length<process::ProgramState>, line.name.characters).size();
    return true;
}

void look(Listing& listing) {
    for (Word index = 0; listing.count < listed_programs && ask_state(index, listing.lines[listing.count]);
         ++index) {
        ++listing.count;
    }
}

void look_again(Listing& listing) {
    for (Word index = 0;; ++index) {
        Listing::Line later;
        if (!ask_state(index, later)) {
            return;
        }
        for (auto& line : std::span{listing.lines}.first(listing.count)) {
            if (line.state.identity == later.state.identity) {
                line.used_while_watched = later.state.used - line.state.used;
            }
        }
    }
}

/// A program that used nothing waited: for a message, for time, or behind one of a higher priority.
std::string_view state_of(const Listing::Line& line, std::uint64_t elapsed) {
    if (is(line.state.identity, Service::shell)) {
        return "running";
    }
    return line.used_while_watched * 1000 >= elapsed ? "running" : "waiting";
}

std::uint64_t permille_of(std::uint64_t part, std::uint64_t elapsed) {
    return elapsed == 0 ? 0 : std::min<std::uint64_t>(part * 1000 / elapsed, 1000);
}

struct CoreTimes {
    std::uint64_t when;
    std::array<Word, slot::core_limit> used; ///< microseconds of each core
};

CoreTimes look_at_cores() {
    const Message answer = call(loader, Message::of(process::label_of(process::Request::load)));
    CoreTimes times{.when = timer::now(), .used = {}};
    for (std::size_t core = 0; core < std::min(answer.length(), times.used.size()); ++core) {
        times.used[core] = answer[core];
    }
    return times;
}

} // namespace

void list_programs() {
    Listing listing{};
    const std::uint64_t start = timer::now();
    look(listing);
    timer::sleep(watched_microseconds);
    look_again(listing);
    const std::uint64_t elapsed = timer::now() - start;
    ConsoleSink sink;
    format(sink, "{:>6} {:20} {:>4} {:>8} {:8} {:>6}\n", "number", "program", "core", "priority", "state",
           "share");
    for (const auto& line : std::span{listing.lines}.first(listing.count)) {
        // A program with a thread on each core may use more than one core has.
        const auto permille = line.used_while_watched * 1000 / std::max<std::uint64_t>(elapsed, 1);
        format(sink, "{:>6} {:20} {:>4} {:>8} {:8} {:>3}.{} %\n", line.state.identity, line.name.text(),
               line.state.core, line.state.priority, state_of(line, elapsed), permille / 10, permille % 10);
    }
}

void list_cores() {
    const CoreTimes before = look_at_cores();
    timer::sleep(watched_microseconds);
    const CoreTimes after = look_at_cores();
    Listing listing{};
    look(listing); // now: a program is listed where the load is that was seen
    ConsoleSink sink;
    format(sink, "{:>4} {:>7}  {}\n", "core", "load", "programs");
    for (unsigned core = 0; core < environment().cores; ++core) {
        const auto permille = permille_of(after.used[core] - before.used[core], after.when - before.when);
        format(sink, "{:>4} {:>3}.{} % ", core, permille / 10, permille % 10);
        for (const auto& line : std::span{listing.lines}.first(listing.count)) {
            if ((line.state.cores >> core & 1) != 0) {
                format(sink, " {}", line.name.text());
            }
        }
        format(sink, "\n");
    }
}

} // namespace nacre::user::shell
