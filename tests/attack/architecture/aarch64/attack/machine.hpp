// SPDX-License-Identifier: MIT
// What the attack programs must know of AArch64.
#pragma once

#include <base/address.hpp>

#include <array>
#include <string_view>

namespace nacre::user::machine {

/// The kernel sees all physical memory from here on.
constexpr Word kernel_view_of(PhysicalAddress physical) { return 0xffff'8000'0000'0000 + physical.value; }
constexpr Word kernel_view_of_device(PhysicalAddress registers) { return kernel_view_of(registers); }

struct Way {
    std::string_view name;
    void (*run)();
};

/// Registers and instructions that are the kernel's.
inline constexpr std::array privileged_ways{
    Way{"page_tables", [] { asm volatile("msr ttbr0_el1, xzr"); }},
    Way{"vectors", [] { asm volatile("msr vbar_el1, xzr"); }},
    Way{"interrupts", [] { asm volatile("msr daifset, #15"); }},
    Way{"timer", [] { asm volatile("msr cntv_ctl_el0, xzr"); }},
    Way{"translations", [] { asm volatile("tlbi vmalle1"); }},
    Way{"caches", [] { asm volatile("dc isw, xzr"); }},
    Way{"hypervisor", [] { asm volatile("hvc #0"); }},
    Way{"return", [] { asm volatile("eret"); }},
};

/// A Yield with this stack pointer.
[[gnu::noinline]] inline void yield_on_stack(Word stack_pointer) {
    asm volatile("mov x9, sp\n"
                 "mov sp, %0\n"
                 "mov x7, #-11\n"
                 "svc #0\n"
                 "mov sp, x9\n" ::"r"(stack_pointer)
                 : "x7", "x9", "memory");
}

/// An address at which no instruction can be.
inline Word impossible_instruction(Word function) { return function + 2; }

/// Writes registers of the floating-point unit.
inline void leave_in_registers(Word secret) {
    asm volatile("dup v8.2d, %0\n\tdup v31.2d, %0" ::"r"(secret) : "v8", "v31");
}
inline bool is_in_registers(Word secret) {
    Word low = 0;
    Word high = 0;
    asm volatile("mov %0, v8.d[0]\n\tmov %1, v31.d[1]" : "=r"(low), "=r"(high));
    return low == secret || high == secret;
}

} // namespace nacre::user::machine
