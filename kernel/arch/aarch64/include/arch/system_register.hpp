// SPDX-License-Identifier: MIT
// The system registers that the kernel uses, as types with their fields. ARM DDI 0487, chapter D17.
#pragma once

#include <base/bits.hpp>

/// Gives a type of that name `read` and `write`; derive from it to add fields.
#define NACRE_SYSTEM_REGISTER(type, register_name)                                                           \
    struct type {                                                                                            \
        static Word read() {                                                                                 \
            Word value;                                                                                      \
            asm volatile("mrs %0, " register_name : "=r"(value));                                            \
            return value;                                                                                    \
        }                                                                                                    \
        static void write(Word value) {                                                                      \
            asm volatile("msr " register_name ", %0" : : "r"(value) : "memory");                             \
        }                                                                                                    \
    }

namespace nacre::kernel::arch::system_register {

NACRE_SYSTEM_REGISTER(AccessControl, "cpacr_el1");
NACRE_SYSTEM_REGISTER(CacheType, "ctr_el0");
NACRE_SYSTEM_REGISTER(CounterFrequency, "cntfrq_el0");
NACRE_SYSTEM_REGISTER(ExceptionLink, "elr_el1");
NACRE_SYSTEM_REGISTER(ExceptionSyndrome, "esr_el1");
NACRE_SYSTEM_REGISTER(FaultAddress, "far_el1");
NACRE_SYSTEM_REGISTER(InterruptStatus, "isr_el1");
NACRE_SYSTEM_REGISTER(KernelThread, "tpidr_el1");
NACRE_SYSTEM_REGISTER(MemoryFeatures, "id_aa64mmfr0_el1");
NACRE_SYSTEM_REGISTER(Multiprocessor, "mpidr_el1");
NACRE_SYSTEM_REGISTER(UserTableBase, "ttbr0_el1");
NACRE_SYSTEM_REGISTER(VirtualControl, "cntv_ctl_el0");
NACRE_SYSTEM_REGISTER(VirtualCompare, "cntv_cval_el0");
NACRE_SYSTEM_REGISTER(VirtualCount, "cntvct_el0");

/// CPACR_EL1: who may use FPU and NEON. The kernel always may: it saves and loads their registers.
struct CPACR : AccessControl {
    using FPEN = WordField<20, 2>;
    static constexpr Word kernel_only = FPEN::make(1);
    static constexpr Word everyone = FPEN::make(3);
};

/// CTR_EL0: sizes of cache lines as exponents, in words of four bytes.
struct CTR : CacheType {
    using DMINLINE = WordField<16, 4>;
};

/// ESR_EL1: why an exception was taken.
struct ESR : ExceptionSyndrome {
    using EC = WordField<26, 6>;
    using ISS = WordField<0, 25>;
    using WRITE = WordField<6, 1>; ///< of a data abort: ISS.WnR
};

/// ISR_EL1: what is pending, masked or not.
struct ISR : InterruptStatus {
    using I = WordField<7, 1>;
};

/// MPIDR_EL1: which core this is.
struct MPIDR : Multiprocessor {
    using AFF0 = WordField<0, 8>;
};

} // namespace nacre::kernel::arch::system_register
