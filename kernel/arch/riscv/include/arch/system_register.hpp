// SPDX-License-Identifier: MIT
// The control and status registers that the kernel uses in supervisor mode, as types with their fields. The
// RISC-V Instruction Set Manual, volume II (privileged architecture), chapter 4.
#pragma once

#include <base/bits.hpp>

/// Gives a type of that name `read`, `write`, `set` and `clear` (of some bits); derive from it to add fields.
#define NACRE_SYSTEM_REGISTER(type, register_name)                                                           \
    struct type {                                                                                            \
        static Word read() {                                                                                 \
            Word value;                                                                                      \
            asm volatile("csrr %0, " register_name : "=r"(value));                                           \
            return value;                                                                                    \
        }                                                                                                    \
        static void write(Word value) {                                                                      \
            asm volatile("csrw " register_name ", %0" : : "rK"(value) : "memory");                           \
        }                                                                                                    \
        static void set(Word bits) { asm volatile("csrs " register_name ", %0" : : "rK"(bits) : "memory"); } \
        static void clear(Word bits) {                                                                       \
            asm volatile("csrc " register_name ", %0" : : "rK"(bits) : "memory");                            \
        }                                                                                                    \
    }

namespace nacre::kernel::arch::system_register {

NACRE_SYSTEM_REGISTER(SupervisorStatus, "sstatus");
NACRE_SYSTEM_REGISTER(SupervisorInterruptEnable, "sie");
NACRE_SYSTEM_REGISTER(SupervisorInterruptPending, "sip");
NACRE_SYSTEM_REGISTER(SupervisorCause, "scause");
NACRE_SYSTEM_REGISTER(SupervisorTrapValue, "stval");
NACRE_SYSTEM_REGISTER(AddressTranslation, "satp");
NACRE_SYSTEM_REGISTER(CounterEnable, "scounteren");

/// sstatus, 4.1.1.
struct SSTATUS : SupervisorStatus {
    using SPP = WordField<8, 1>; ///< the trap came from supervisor mode
    using FS = WordField<13, 2>; ///< 0: every use of the FPU traps
};

/// sip and sie, 4.1.3: the same bits in both.
struct SIP : SupervisorInterruptPending {
    using SSIP = WordField<1, 1>; ///< software interrupt: from another core
    using STIP = WordField<5, 1>; ///< timer interrupt
    using SEIP = WordField<9, 1>; ///< external interrupt: from the interrupt controller
};

/// satp, 4.1.11.
struct SATP : AddressTranslation {
    static constexpr unsigned asid_width = word_bits == 64 ? 16 : 9;
    static constexpr unsigned page_number_width = word_bits == 64 ? 44 : 22;
    static constexpr unsigned mode_low = page_number_width + asid_width;
    using PPN = WordField<0, page_number_width>;
    using ASID = WordField<page_number_width, asid_width>;
    using MODE = WordField<mode_low, word_bits - mode_low>;
    static constexpr Word sv32 = 1;
    static constexpr Word sv39 = 8;
    static constexpr Word mode = word_bits == 64 ? sv39 : sv32;
};

/// scounteren, 4.1.5: which counters programs may read.
struct SCOUNTEREN : CounterEnable {
    using TM = WordField<1, 1>;
};

} // namespace nacre::kernel::arch::system_register
