// SPDX-License-Identifier: MIT
// The model-specific registers that the kernel uses. Intel SDM volume 4, table 2-2.
#pragma once

#include <base/bits.hpp>

#include <cstdint>

namespace nacre::kernel::arch {

template<std::uint32_t number>
struct ModelRegister {
    static Word read() {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number));
        return Word{high} << 32 | low;
    }
    static void write(Word value) {
        asm volatile("wrmsr"
                     :
                     : "c"(number), "a"(static_cast<std::uint32_t>(value)),
                       "d"(static_cast<std::uint32_t>(value >> 32))
                     : "memory");
    }
};

/// Where the local interrupt controller is, and in which mode.
struct ApicBase : ModelRegister<0x1b> {
    using EXTENDED = WordField<10, 1>; ///< x2APIC
    using ENABLED = WordField<11, 1>;
    static constexpr Word address_mask = 0x000f'ffff'ffff'f000;
};

using PageAttributeTable = ModelRegister<0x277>;
using TimeStampDeadline = ModelRegister<0x6e0>;

struct ExtendedFeatures : ModelRegister<0xc000'0080> {
    using SYSCALL = WordField<0, 1>;
    using LONG_MODE = WordField<8, 1>;
    using NO_EXECUTE = WordField<11, 1>;
};

/// Selectors for SYSCALL and SYSRET, where SYSCALL goes, and the flags that it clears.
using SystemCallSelectors = ModelRegister<0xc000'0081>;
using SystemCallTarget = ModelRegister<0xc000'0082>;
using SystemCallFlagMask = ModelRegister<0xc000'0084>;

} // namespace nacre::kernel::arch
