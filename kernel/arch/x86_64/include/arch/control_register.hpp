// SPDX-License-Identifier: MIT
// The control registers, as types with their fields. Intel SDM volume 3, section 2.5.
#pragma once

#include <base/bits.hpp>

namespace nacre::kernel::arch {

/// Gives a type of that name `read` and `write`; derive from it to add fields.
#define NACRE_CONTROL_REGISTER(type, register_name)                                                          \
    struct type {                                                                                            \
        static Word read() {                                                                                 \
            Word value;                                                                                      \
            asm volatile("mov %%" register_name ", %0" : "=r"(value));                                       \
            return value;                                                                                    \
        }                                                                                                    \
        static void write(Word value) {                                                                      \
            asm volatile("mov %0, %%" register_name : : "r"(value) : "memory");                              \
        }                                                                                                    \
    }

NACRE_CONTROL_REGISTER(ControlRegister0, "cr0");
NACRE_CONTROL_REGISTER(ControlRegister2, "cr2");
NACRE_CONTROL_REGISTER(ControlRegister3, "cr3");
NACRE_CONTROL_REGISTER(ControlRegister4, "cr4");

struct CR0 : ControlRegister0 {
    using PE = WordField<0, 1>;  ///< protected mode
    using MP = WordField<1, 1>;  ///< WAIT heeds TS
    using EM = WordField<2, 1>;  ///< there is no FPU
    using TS = WordField<3, 1>;  ///< the next use of the FPU traps
    using NE = WordField<5, 1>;  ///< errors of the FPU are exceptions
    using WP = WordField<16, 1>; ///< the kernel too heeds read-only pages
    using PG = WordField<31, 1>; ///< paging
};

/// The address of a page fault.
using CR2 = ControlRegister2;

/// The root of the translation tables.
struct CR3 : ControlRegister3 {
    using PCID = WordField<0, 12>;
    using KEEP = WordField<63, 1>; ///< with CR4.PCIDE, of a write: what is cached for the PCID stays
};

struct CR4 : ControlRegister4 {
    using PAE = WordField<5, 1>;
    using PGE = WordField<7, 1>;         ///< global pages
    using OSFXSR = WordField<9, 1>;      ///< SSE is in use
    using OSXMMEXCPT = WordField<10, 1>; ///< SSE's errors are exceptions
    using UMIP = WordField<11, 1>;       ///< programs may not read descriptor-table registers
    using PCIDE = WordField<17, 1>;      ///< address spaces have names
    using OSXSAVE = WordField<18, 1>;
    using SMEP = WordField<20, 1>; ///< the kernel does not execute programs' pages
    using SMAP = WordField<21, 1>; ///< nor read or write them
};

} // namespace nacre::kernel::arch
