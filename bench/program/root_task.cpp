// SPDX-License-Identifier: MIT
// How the root tasks of the benchmarks start, and how they report what fails.
#include "root_task.hpp"

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/root_task.hpp>
#include <runtime/system_call.hpp>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

void nacre::bench::last_words(const char* sentence) {
    user::debug_print("\nbench: {}\n", sentence);
    user::debug_halt();
    user::die();
}

void nacre::user::report_failed_assertion(const char* expression, const char* file, unsigned line) {
    debug_print("bench: {}:{}: assertion failed: {}\n", file, line, expression);
}

void start(nacre::Word argument) {
    nacre::bench::run(nacre::user::begin_root_task(argument));
    nacre::user::die();
}
