// SPDX-License-Identifier: MIT
// The root task of `./nacre bench`: takes every counted path through the kernel, then stops the machine.
#include "paths.hpp"
#include "root_task.hpp"

#include <optional>

namespace nacre::bench {

namespace {

constinit std::optional<World> world;

} // namespace

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
    last_words("all paths taken");
}

} // namespace nacre::bench
