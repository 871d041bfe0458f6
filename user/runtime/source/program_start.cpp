// SPDX-License-Identifier: MIT
// How a program that the loader or the root task has set up begins and ends.
#include <runtime/counter.hpp>
#include <runtime/debug.hpp>
#include <runtime/print.hpp>
#include <runtime/process.hpp>
#include <runtime/program.hpp>
#include <runtime/start.hpp>

namespace nacre::user {

namespace {

constinit ProgramPage* program_page = nullptr;

} // namespace

const Environment& environment() { return program_page->environment; }

/// A program has the console for its last words. A service may be what the console needs: it takes the
/// kernel's.
void report_failed_assertion(const char* expression, const char* file, unsigned line) {
    const auto say = [&](auto sink) {
        format(sink, "{}:{}: assertion failed: {}\n", file, line, expression);
    };
    if (program_page->environment.is_service) {
        say(DebugSink{});
    } else {
        say(ConsoleSink{});
    }
}

} // namespace nacre::user

/// The root task has its own: a program that defines start() does not take this one from the library.
void start(nacre::Word argument) {
    using namespace nacre::user;
    program_page = reinterpret_cast<ProgramPage*>(argument);
    initialise_main_thread(&program_page->ipc_buffer);
    run_constructors();
    architecture::set_counter_frequency(environment().build.counter_frequency);
    process::exit(program(program_page->environment.arguments.text()));
}
