// SPDX-License-Identifier: MIT
// The second root task of `./nacre bench`: builds the kernel's worst cases, one after the other, while a
// timer interrupts it wherever it is, then stops the machine.
#include "../program/root_task.hpp"
#include "groups.hpp"

#include <optional>

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

} // namespace

void run(const api::BootInfo& boot_info) {
    scene.emplace(boot_info);
    scene->world().set_own_priority(own_priority);
    crowd.emplace(*scene, crowd_size);
    scene->world().start(interrupter_memory, interrupt, {.priority = 255, .budget = 50, .period = 300});
    worst_of_capabilities(*scene);
    worst_of_memory(*scene);
    worst_of_address_spaces(*scene);
    worst_of_caches(*scene);
    worst_of_messages(*scene);
    worst_of_waiting(*scene, *crowd);
    worst_of_calls(*scene, *crowd);
    worst_of_time(*scene, *crowd);
    worst_of_threads(*scene, *crowd);
    last_words("all worst cases taken");
}

} // namespace nacre::bench
