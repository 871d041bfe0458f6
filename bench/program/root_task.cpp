// SPDX-License-Identifier: MIT
// How the root tasks of the benchmarks start, and how they report what fails.
#include "root_task.hpp"

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/start.hpp>
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
    const auto& boot_info = *reinterpret_cast<const nacre::api::BootInfo*>(argument);
    nacre::user::initialise_main_thread(reinterpret_cast<nacre::api::IpcBuffer*>(boot_info.ipc_buffer));
    nacre::user::run_constructors();
    nacre::bench::run(boot_info);
    nacre::user::die();
}
