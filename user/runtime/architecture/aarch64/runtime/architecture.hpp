// SPDX-License-Identifier: MIT
// The system-call instruction and the thread pointer of AArch64.
#pragma once

#include <api/architecture.hpp>
#include <api/system_call.hpp>
#include <runtime/thread_layout.hpp>

#include <array>

namespace nacre::user::architecture {

/// The thread pointer points to two words, which the thread_local variables follow (AArch64 ELF ABI, "variant
/// 1").
constexpr ThreadLayout thread_layout(std::size_t variables, std::size_t alignment) {
    static_assert(sizeof(ThreadBlock) == 2 * sizeof(Word));
    const std::size_t first = round_up(sizeof(ThreadBlock), alignment);
    return {.size = first + variables, .block = 0, .variables = first, .pointer = 0};
}

/// The registers that a system call reads and writes; the kernel preserves all others.
struct Registers {
    Word capability = 0; ///< x0: destination or source; afterwards the badge
    Word info = 0;       ///< x1
    std::array<Word, api::architecture::message_register_count> words{}; ///< x2 to x5
    Word reply = 0;                                                      ///< x6
    Word destination = 0; ///< x8, of the calls that send and receive from different capabilities
};

[[gnu::always_inline]] inline void system_call(api::SystemCall number, Registers& registers) {
    register Word x0 asm("x0") = registers.capability;
    register Word x1 asm("x1") = registers.info;
    register Word x2 asm("x2") = registers.words[0];
    register Word x3 asm("x3") = registers.words[1];
    register Word x4 asm("x4") = registers.words[2];
    register Word x5 asm("x5") = registers.words[3];
    register Word x6 asm("x6") = registers.reply;
    register Word x7 asm("x7") = static_cast<Word>(number);
    register Word x8 asm("x8") = registers.destination;
    asm volatile("svc #0"
                 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5)
                 : "r"(x6), "r"(x7), "r"(x8)
                 : "memory");
    registers.capability = x0;
    registers.info = x1;
    registers.words = {x2, x3, x4, x5};
}

inline Word thread_pointer() {
    Word value;
    asm("mrs %0, tpidr_el0" : "=r"(value));
    return value;
}

inline const ThreadBlock& thread_block() { return *reinterpret_cast<const ThreadBlock*>(thread_pointer()); }

inline void set_thread_pointer(Word value) { asm volatile("msr tpidr_el0, %0" ::"r"(value) : "memory"); }

/// An instruction that faults, so that the fault handler sees where.
[[noreturn]] inline void trap_instruction() {
    asm volatile("brk #0x4e41");
    __builtin_unreachable();
}

} // namespace nacre::user::architecture
