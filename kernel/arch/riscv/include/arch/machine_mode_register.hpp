// SPDX-License-Identifier: MIT
// Machine mode's control and status registers, for the machine-mode layer alone. The RISC-V Instruction Set
// Manual, volume II, chapter 3.
#pragma once

#include <arch/system_register.hpp>

namespace nacre::kernel::arch::machine_mode_register {

NACRE_SYSTEM_REGISTER(MachineCause, "mcause");
NACRE_SYSTEM_REGISTER(MachineCounterEnable, "mcounteren");
NACRE_SYSTEM_REGISTER(MachineExceptionDelegation, "medeleg");
NACRE_SYSTEM_REGISTER(MachineExceptionProgramCounter, "mepc");
NACRE_SYSTEM_REGISTER(MachineInstructionSet, "misa");
NACRE_SYSTEM_REGISTER(MachineInterruptDelegation, "mideleg");
NACRE_SYSTEM_REGISTER(MachineInterruptEnable, "mie");
NACRE_SYSTEM_REGISTER(MachineInterruptPending, "mip");
NACRE_SYSTEM_REGISTER(MachineStatus, "mstatus");
NACRE_SYSTEM_REGISTER(MHARTID, "mhartid");
NACRE_SYSTEM_REGISTER(MTVAL, "mtval");
NACRE_SYSTEM_REGISTER(PhysicalMemoryConfiguration, "pmpcfg0");
NACRE_SYSTEM_REGISTER(PMPADDR0, "pmpaddr0");
NACRE_SYSTEM_REGISTER(PMPADDR1, "pmpaddr1");
NACRE_SYSTEM_REGISTER(PMPADDR2, "pmpaddr2");
NACRE_SYSTEM_REGISTER(PMPADDR3, "pmpaddr3");

using MEPC = MachineExceptionProgramCounter;

/// misa, 3.1.1: a bit for each letter.
struct MISA : MachineInstructionSet {
    using D = WordField<3, 1>;
};

/// mstatus, 3.1.6.
struct MSTATUS : MachineStatus {
    /// MPRV, SUM, MXR, TVM, TW, TSR.
    static constexpr Word everything_that_changes_access =
        1U << 17 | 1U << 18 | 1U << 19 | 1U << 20 | 1U << 21 | 1U << 22;
};

/// medeleg, 3.1.8: a bit for each cause.
struct MEDELEG : MachineExceptionDelegation {
    static constexpr Word all_but_calls_of_supervisor = 0xb1ff;
};

struct MIDELEG : MachineInterruptDelegation {};

/// mip and mie, 3.1.9.
struct MIP : MachineInterruptPending {
    using SSIP = WordField<1, 1>;
    using STIP = WordField<5, 1>;
    using SEIP = WordField<9, 1>;
};
struct MIE : MachineInterruptEnable {
    using MSIE = WordField<3, 1>;
    using MTIE = WordField<7, 1>; ///< the same place in mip
};

/// mcounteren, 3.1.11.
struct MCOUNTEREN : MachineCounterEnable {
    static constexpr Word cycle_time_instructions = 7;
};

/// mcause, 3.1.15.
struct MCAUSE : MachineCause {
    static constexpr Word interrupt = Word{1} << (word_bits - 1);
    static constexpr Word software_interrupt = interrupt | 3;
    static constexpr Word timer_interrupt = interrupt | 7;
    static constexpr Word call_of_supervisor = 9;
};

/// pmpcfg0, 3.7.1: a byte for each entry.
struct PMPCFG0 : PhysicalMemoryConfiguration {
    using ENTRY_1 = WordField<8, 8>;
    using ENTRY_2 = WordField<16, 8>;
    using ENTRY_3 = WordField<24, 8>;
    static constexpr Word up_to_here = 1U << 3; ///< from the entry before
    static constexpr Word naturally_aligned = 3U << 3;
    static constexpr Word all_access = 7;
};

/// menvcfg, 3.1.18: may supervisor mode use its own timer? Only after the probe (machine_mode.S) has not
/// trapped.

} // namespace nacre::kernel::arch::machine_mode_register
