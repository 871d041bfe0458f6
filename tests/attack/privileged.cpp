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

namespace nacre::user {

namespace {

struct Way {
    std::string_view name;
    void (*run)();
};

constexpr std::array ways{
    Way{"page_tables", [] { asm volatile("msr ttbr0_el1, xzr"); }},
    Way{"vectors", [] { asm volatile("msr vbar_el1, xzr"); }},
    Way{"interrupts", [] { asm volatile("msr daifset, #15"); }},
    Way{"timer", [] { asm volatile("msr cntv_ctl_el0, xzr"); }},
    Way{"translations", [] { asm volatile("tlbi vmalle1"); }},
    Way{"caches", [] { asm volatile("dc isw, xzr"); }},
    Way{"hypervisor", [] { asm volatile("hvc #0"); }},
    Way{"return", [] { asm volatile("eret"); }},
};

} // namespace

int program(std::string_view arguments) {
    for (const auto& way : ways) {
        if (way.name == arguments) {
            way.run();
        }
    }
    return succeeded("used what is the kernel's");
}

} // namespace nacre::user
