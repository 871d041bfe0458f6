// SPDX-License-Identifier: MIT
// Ends a core's turn where QEMU does not: under -icount its cores take turns, and one that waits for another
// in a loop must give up the rest of its own, or the other one never gets any. QEMU 7.2 does that at
// AArch64's YIELD and x86-64's PAUSE, but takes RISC-V's PAUSE for a fence (target/riscv/insn32.decode).
#pragma once

#include <cstdio>

extern "C" {
/// Not of the interface for plugins, but of QEMU 7.2 itself (include/hw/core/cpu.h), whose Debian package
/// shows its functions to the modules that it loads. Null where it does not.
struct CPUState;
[[gnu::weak]] CPUState* qemu_get_cpu(int index);
/// The core leaves its loop before the next block of code.
[[gnu::weak]] void cpu_exit(CPUState* cpu);
}

namespace nacre::counter {

inline bool can_end_turns() {
    const bool can = qemu_get_cpu != nullptr && cpu_exit != nullptr;
    if (!can) {
        std::fputs("counter: this QEMU hides qemu_get_cpu or cpu_exit, without which cores that wait for "
                   "each other in loops never get a turn: use Debian's qemu-system-misc, version 7.2\n",
                   stderr);
    }
    return can;
}

inline void end_turn(unsigned core) { cpu_exit(qemu_get_cpu(static_cast<int>(core))); }

} // namespace nacre::counter
