// SPDX-License-Identifier: MIT
// Three programs of one priority that go on until they yield, and a fourth of a higher priority that takes
// the core from them: for 2 of every 20 milliseconds, which its budget allows and not more. The system
// description starts all.
#include <runtime/print.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

namespace nacre::user {

namespace {

constexpr unsigned turns = 3;

/// Keeps the core busy for so much time on the clock.
void work(std::uint64_t microseconds) {
    for (const auto start = timer::now(); timer::now() - start < microseconds;) {
    }
}

/// Nobody of the same priority runs between the two lines of a turn, however long it takes.
void cooperate(std::string_view colour) {
    for (unsigned turn = 1; turn <= turns; ++turn) {
        print("{} begins turn {}\n", colour, turn);
        work(50'000);
        print("{} ends turn {} and yields\n", colour, turn);
        yield();
    }
}

/// Never yields: only its budget stops it. A gap in its time is where the others ran.
[[noreturn]] void preempt() {
    for (auto last = timer::now();;) {
        const auto now = timer::now();
        if (now - last > 5'000) {
            print("    (the preemptor was off the core for {} ms, and takes it back)\n", (now - last) / 1000);
        }
        last = timer::now();
    }
}

} // namespace

int program(std::string_view arguments) {
    if (arguments == "preempt") {
        preempt();
    }
    cooperate(arguments.empty() ? "red" : arguments);
    return 0;
}

} // namespace nacre::user
