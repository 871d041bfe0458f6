// SPDX-License-Identifier: MIT
// How the root tasks of the benchmarks start, and how they report what fails.
#include "root_task.hpp"

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/root_task.hpp>
#include <runtime/system_call.hpp>

#include <algorithm>
#include <span>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

namespace {

/// No page is kept free below the stack: what grows out of it spoils other variables. The lowest words of one
/// that was never full are still 0.
bool stack_was_large_enough() {
    constexpr std::size_t kept = 256;
    return std::ranges::all_of(std::span{nacre_root_stack}.first(kept),
                               [](std::byte byte) { return byte == std::byte{}; });
}

} // namespace

void nacre::bench::last_words(const char* sentence) {
    if (!stack_was_large_enough()) {
        sentence = "the stack was too small: make large objects static";
    }
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
