// SPDX-License-Identifier: MIT
// The system-call instruction and the thread pointer of x86-64.
#pragma once

#include <api/architecture.hpp>
#include <api/system_call.hpp>
#include <runtime/thread_layout.hpp>

#include <algorithm>
#include <array>

namespace nacre::user::architecture {

/// The thread_local variables end where the thread pointer points (x86-64 ELF ABI, "variant 2"); the block
/// begins there.
constexpr ThreadLayout thread_layout(std::size_t variables, std::size_t alignment) {
    const std::size_t before = round_up(variables, alignment);
    const std::size_t block = round_up(before, std::max(alignment, alignof(ThreadBlock)));
    return {
        .size = block + sizeof(ThreadBlock), .block = block, .variables = block - before, .pointer = block};
}

/// The registers that a system call reads and writes; the instruction itself loses rcx and r11. The stack's
/// is kept in another one, because the interface does not promise that it survives: this kernel keeps it,
/// seL4 does not.
struct Registers {
    Word capability = 0; ///< rdi: destination or source; afterwards the badge
    Word info = 0;       ///< rsi
    std::array<Word, api::architecture::message_register_count> words{}; ///< r10, r8, r9, r15
    Word reply = 0;                                                      ///< r12
    Word destination = 0; ///< r13, of the calls that send and receive from different capabilities
};

[[gnu::always_inline]] inline void system_call(api::SystemCall number, Registers& registers) {
    register Word rdi asm("rdi") = registers.capability;
    register Word rsi asm("rsi") = registers.info;
    register Word r10 asm("r10") = registers.words[0];
    register Word r8 asm("r8") = registers.words[1];
    register Word r9 asm("r9") = registers.words[2];
    register Word r15 asm("r15") = registers.words[3];
    register Word r12 asm("r12") = registers.reply;
    register Word rdx asm("rdx") = static_cast<Word>(number);
    register Word r13 asm("r13") = registers.destination;
    asm volatile("movq %%rsp, %%rbx\n\t"
                 "syscall\n\t"
                 "movq %%rbx, %%rsp"
                 : "+r"(rdi), "+r"(rsi), "+r"(r10), "+r"(r8), "+r"(r9), "+r"(r15)
                 : "r"(r12), "r"(rdx), "r"(r13)
                 : "memory", "rbx", "rcx", "r11", "cc");
    registers.capability = rdi;
    registers.info = rsi;
    registers.words = {r10, r8, r9, r15};
}

/// Its first word is the pointer itself.
inline Word thread_pointer() {
    Word value;
    asm("movq %%fs:0, %0" : "=r"(value));
    return value;
}

inline const ThreadBlock& thread_block() { return *reinterpret_cast<const ThreadBlock*>(thread_pointer()); }

/// Not every processor lets programs write the register: the kernel does.
inline void set_thread_pointer(Word value) {
    Registers registers{.capability = value};
    system_call(api::SystemCall::set_tls_base, registers);
}

/// An instruction that faults, so that the fault handler sees where.
[[noreturn]] inline void trap_instruction() {
    asm volatile("int3");
    __builtin_unreachable();
}

} // namespace nacre::user::architecture
