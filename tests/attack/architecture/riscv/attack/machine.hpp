// SPDX-License-Identifier: MIT
// What the attack programs must know of RISC-V.
#pragma once

#include <base/address.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace nacre::user::machine {

inline constexpr bool wide = word_bits == 64;

/// The kernel sees memory from here on; with words of 32 bits it sees it where it is.
constexpr Word kernel_view_of(PhysicalAddress physical) {
    return (wide ? static_cast<Word>(0xffff'ffc0'0000'0000) : Word{0}) + physical.value;
}
/// With words of 32 bits, devices lie in the last 16 MiB.
constexpr Word kernel_view_of_device(PhysicalAddress registers) {
    return wide ? kernel_view_of(registers) : Word{0xff00'0000};
}

struct Way {
    std::string_view name;
    void (*run)();
};

/// Registers and instructions that are the kernel's.
inline constexpr std::array privileged_ways{
    Way{"page_tables", [] { asm volatile("csrw satp, zero"); }},
    Way{"vectors", [] { asm volatile("csrw stvec, zero"); }},
    Way{"interrupts", [] { asm volatile("csrci sstatus, 2"); }},
    Way{"timer", [] { asm volatile("csrw sie, zero"); }},
    Way{"translations", [] { asm volatile("sfence.vma"); }},
    Way{"caches", [] { asm volatile("csrw scounteren, zero"); }}, // there is no other way to slow others down
    Way{"hypervisor", [] { asm volatile("csrw mtvec, zero"); }},
    Way{"return", [] { asm volatile("sret"); }},
};

/// A Yield with this stack pointer.
[[gnu::noinline]] inline void yield_on_stack(Word stack_pointer) {
    asm volatile("mv t1, sp\n"
                 "mv sp, %0\n"
                 "li a7, -11\n"
                 "ecall\n"
                 "mv sp, t1\n" ::"r"(stack_pointer)
                 : "a7", "t1", "memory");
}

/// An address at which no instruction can be: jumps drop the lowest bit, so an odd one is not enough.
inline Word impossible_instruction(Word) { return ~Word{0}; }

/// Writes registers of the floating-point unit.
inline void leave_in_registers(Word secret) {
    const std::uint64_t value = secret;
    asm volatile(".option push\n .option arch, +d\n fld fs0, %0\n fld ft11, %0\n .option pop" ::"m"(value));
}
inline bool is_in_registers(Word secret) {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    asm volatile(".option push\n .option arch, +d\n fsd fs0, %0\n fsd ft11, %1\n .option pop"
                 : "=m"(first), "=m"(second));
    return first == secret || second == secret;
}

} // namespace nacre::user::machine
