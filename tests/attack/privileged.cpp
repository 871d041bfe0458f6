// SPDX-License-Identifier: MIT
// Uses registers and instructions that are the kernel's: page tables, exception vectors, caches, interrupts,
// timers.
//
// run: run privileged page_tables
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged vectors
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged interrupts
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged timer
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged translations
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged caches
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged hypervisor
// expect: privileged crashed: it (used a register|executed an instruction)
// run: run privileged return
// expect: privileged crashed: it (used a register|executed an instruction)
#include "attack.hpp"

int nacre::user::program(std::string_view arguments) {
    for (const auto& way : machine::privileged_ways) {
        if (way.name == arguments) {
            way.run();
        }
    }
    return succeeded("used what is the kernel's");
}
