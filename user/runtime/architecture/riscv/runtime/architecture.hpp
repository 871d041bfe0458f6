// SPDX-License-Identifier: MIT
// The system-call instruction and the thread pointer of RISC-V.
#pragma once

#include <api/architecture.hpp>
#include <api/system_call.hpp>
#include <runtime/thread_layout.hpp>

#include <array>

namespace nacre::user::architecture {

/// The thread pointer points to the first thread_local variable (RISC-V ELF psABI, "Thread Local Storage");
/// the block stands before it.
constexpr ThreadLayout thread_layout(std::size_t variables, std::size_t alignment) {
    const std::size_t first = round_up(sizeof(ThreadBlock), alignment);
    return {.size = first + variables,
            .block = first - sizeof(ThreadBlock),
            .variables = first,
            .pointer = first};
}

/// The registers that a system call reads and writes; the kernel preserves all others.
struct Registers {
    Word capability = 0; ///< a0: destination or source; afterwards the badge
    Word info = 0;       ///< a1
    std::array<Word, api::architecture::message_register_count> words{}; ///< a2 to a5
    Word reply = 0;                                                      ///< a6
    Word destination = 0; ///< t0, of the calls that send and receive from different capabilities
};

[[gnu::always_inline]] inline void system_call(api::SystemCall number, Registers& registers) {
    register Word a0 asm("a0") = registers.capability;
    register Word a1 asm("a1") = registers.info;
    register Word a2 asm("a2") = registers.words[0];
    register Word a3 asm("a3") = registers.words[1];
    register Word a4 asm("a4") = registers.words[2];
    register Word a5 asm("a5") = registers.words[3];
    register Word a6 asm("a6") = registers.reply;
    register Word a7 asm("a7") = static_cast<Word>(number);
    register Word t0 asm("t0") = registers.destination;
    asm volatile("ecall"
                 : "+r"(a0), "+r"(a1), "+r"(a2), "+r"(a3), "+r"(a4), "+r"(a5)
                 : "r"(a6), "r"(a7), "r"(t0)
                 : "memory");
    registers.capability = a0;
    registers.info = a1;
    registers.words = {a2, a3, a4, a5};
}

inline Word thread_pointer() {
    Word value;
    asm("mv %0, tp" : "=r"(value));
    return value;
}

inline const ThreadBlock& thread_block() {
    return *reinterpret_cast<const ThreadBlock*>(thread_pointer() - sizeof(ThreadBlock));
}

inline void set_thread_pointer(Word value) { asm volatile("mv tp, %0" ::"r"(value) : "memory"); }

/// An instruction that faults, so that the fault handler sees where.
[[noreturn]] inline void trap_instruction() {
    asm volatile("ebreak");
    __builtin_unreachable();
}

} // namespace nacre::user::architecture
