// SPDX-License-Identifier: MIT
// Calls of the kernel to the machine-mode layer below it (machine_mode.cpp answers).
#pragma once

#include <arch/offsets.hpp>
#include <base/bits.hpp>

namespace nacre::kernel::arch {

enum class MachineModeCall : unsigned char {
    describe = MACHINE_CALL_DESCRIBE,             ///< returns MachineModeFacts
    set_deadline = MACHINE_CALL_SET_DEADLINE,     ///< time, low and high word: for harts without Sstc
    interrupt_core = MACHINE_CALL_INTERRUPT_CORE, ///< core: a supervisor software interrupt there
    wait_for_event = MACHINE_CALL_WAIT_FOR_EVENT, ///< sleeps until an event or a software interrupt
    send_event = MACHINE_CALL_SEND_EVENT, ///< to all cores; one that does not wait finds it when it does
    pause = MACHINE_CALL_PAUSE,           ///< lets a simulator turn to other cores
    start_core = MACHINE_CALL_START_CORE, ///< core, physical address: goes on there in supervisor mode
};

/// What the layer found out about the cores.
struct MachineModeFacts {
    using SUPERVISOR_TIMER = WordField<0, 1>; ///< Sstc: supervisor mode has a timer of its own
    using DOUBLE_FLOAT = WordField<1, 1>;     ///< extensions F and D
};

/// The layer changes no register but a0.
inline Word call_machine_mode(MachineModeCall call, Word first = 0, Word second = 0) {
    register Word a0 asm("a0") = first;
    register Word a1 asm("a1") = second;
    register Word a7 asm("a7") = static_cast<Word>(call);
    asm volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a7) : "memory");
    return a0;
}

} // namespace nacre::kernel::arch
