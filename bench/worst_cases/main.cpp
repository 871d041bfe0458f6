// SPDX-License-Identifier: MIT
// The second root task of `./nacre bench`: builds the kernel's worst cases, one after the other, while a
// timer interrupts it wherever it is, then stops the machine.
#include "groups.hpp"

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/start.hpp>

#include <optional>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

namespace nacre::bench {

namespace {

constexpr Word own_priority = 254;

constinit std::optional<Scene> scene;
constinit std::optional<Crowd> crowd;
constinit ThreadMemory interrupter_memory{};

/// Its period begins anew whenever it has given up the rest.
[[noreturn]] void interrupt() {
    while (true) {
        user::yield();
    }
}

void run(const api::BootInfo& boot_info) {
    scene.emplace(boot_info);
    scene->world().set_own_priority(own_priority);
    crowd.emplace(*scene, crowd_size);
    scene->world().start(interrupter_memory, interrupt, {.priority = 255, .budget = 50, .period = 300});
    worst_of_capabilities(*scene);
    worst_of_memory(*scene);
    worst_of_address_spaces(*scene);
    worst_of_messages(*scene);
    worst_of_waiting(*scene, *crowd);
    worst_of_calls(*scene, *crowd);
    worst_of_time(*scene, *crowd);
    worst_of_threads(*scene, *crowd);
    user::debug_print("\nbench: all worst cases taken\n");
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
