// SPDX-License-Identifier: MIT
// What the attack programs must know of x86-64.
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

inline constexpr std::array<Word, 2> no_table{};

/// Registers and instructions that are the kernel's.
inline constexpr std::array privileged_ways{
    Way{"page_tables", [] { asm volatile("movq %0, %%cr3" ::"r"(Word{0})); }},
    Way{"vectors", [] { asm volatile("lidt %0" ::"m"(no_table)); }},
    Way{"interrupts", [] { asm volatile("cli"); }},
    Way{"timer", [] { asm volatile("wrmsr" ::"a"(0), "d"(0), "c"(0x6e0)); }}, // the TSC deadline
    Way{"translations", [] { asm volatile("invlpg (%0)" ::"r"(Word{0x40'0000})); }},
    Way{"caches", [] { asm volatile("wbinvd"); }},
    Way{"hypervisor", [] { asm volatile("vmcall"); }},
    Way{"return", [] { asm volatile("sysretq" ::"c"(0), "r"(Word{0})); }},
    Way{"ports", [] { asm volatile("outb %%al, $0x80" ::"a"(0)); }},
};

/// A Yield with this stack pointer.
[[gnu::noinline]] inline void yield_on_stack(Word stack_pointer) {
    asm volatile("movq %%rsp, %%r14\n"
                 "movq %0, %%rsp\n"
                 "movq $-11, %%rdx\n"
                 "syscall\n"
                 "movq %%r14, %%rsp\n" ::"r"(stack_pointer)
                 : "rdx", "rcx", "r11", "r14", "memory");
}

/// An address at which no instruction can be: neither in the lower nor in the upper half.
inline Word impossible_instruction(Word) { return Word{1} << 62; }

/// Writes registers of the vector unit.
inline void leave_in_registers(Word secret) {
    asm volatile("movq %0, %%xmm8\n\tmovq %0, %%xmm15" ::"r"(secret) : "xmm8", "xmm15");
}
inline bool is_in_registers(Word secret) {
    Word first = 0;
    Word second = 0;
    asm volatile("movq %%xmm8, %0\n\tmovq %%xmm15, %1" : "=r"(first), "=r"(second));
    return first == secret || second == secret;
}

} // namespace nacre::user::machine
