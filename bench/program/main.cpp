// SPDX-License-Identifier: MIT
// The root task of `./nacre bench`: takes every counted path through the kernel, then stops the machine.
#include "paths.hpp"

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/start.hpp>
#include <runtime/system_call.hpp>

#include <optional>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

namespace nacre::bench {

namespace {

constinit std::optional<World> world;

void run(const api::BootInfo& boot_info) {
    world.emplace(boot_info);
    world->set_own_priority(own_priority);
    count_messages(*world);
    count_signals(*world);
    count_yields(*world);
    count_faults(*world);
    count_interrupts(*world);
    count_memory(*world);
    count_threads(*world);
    user::debug_print("\nbench: all paths taken\n");
    user::debug_halt();
}

} // namespace
} // namespace nacre::bench

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
