// SPDX-License-Identifier: MIT
// How a program that the loader or the root task has set up begins and ends.
#include <runtime/process.hpp>
#include <runtime/program.hpp>
#include <runtime/start.hpp>

namespace nacre::user {

namespace {

constinit ProgramPage* program_page = nullptr;

} // namespace

const Environment& environment() { return program_page->environment; }

} // namespace nacre::user

/// The root task has its own: a program that defines start() does not take this one from the library.
void start(nacre::Word argument) {
    using namespace nacre::user;
    program_page = reinterpret_cast<ProgramPage*>(argument);
    initialise_main_thread(&program_page->ipc_buffer);
    run_constructors();
    process::exit(program(program_page->environment.arguments.text()));
}
