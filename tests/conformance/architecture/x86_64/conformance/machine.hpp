// SPDX-License-Identifier: MIT
// Instructions of x86-64 that enter the kernel, with what they leave in the registers.
#pragma once

#include <api/architecture/fault_message.hpp>

#include <array>
#include <cstdint>

namespace nacre::conformance::machine {

/// Capability, message info, four words, reply, number: the registers of a system call in this order.
using Values = std::array<Word, 8>;

/// What a thread finds behind the instruction with which it entered the kernel.
struct Frame {
    Values values;
    Word stack_before, stack_after, flags;
};

/// Where an unknown system call's message tells each of the values.
using Unknown = api::architecture::UnknownSystemCallMessage;
inline constexpr std::array<Word, 8> value_words{Unknown::rdi, Unknown::rsi, Unknown::r10, Unknown::r8,
                                                 Unknown::r9,  Unknown::r15, Unknown::r12, Unknown::rdx};
/// The flags that a program may set, and where the messages tell them: carry, parity, zero, sign, overflow.
inline constexpr Word free_flags = 0x8c5;
inline constexpr Word some_flags = 0x041;
inline constexpr Word unknown_flags_word = Unknown::flags;
inline constexpr Word exception_flags_word = api::architecture::UserExceptionMessage::flags;

inline constexpr Word system_call_size = 2;
/// Whether the thread goes on with another value in that word of the message: the instruction sets these two
/// itself.
constexpr bool may_be_spoilt(Word word) { return word != Unknown::rcx && word != Unknown::r11; }

/// What the message of each exception says, and how far to go on behind it. A breakpoint of the processor's
/// own is over when it is told: an undefined instruction stands for it.
inline constexpr Word breakpoint_number = 6;
inline constexpr Word breakpoint_size = 2;
inline constexpr Word undefined_number = 6;
inline constexpr Word undefined_size = 2;

// The flags are clear before the instruction, and the stack pointer is mended behind it. All that a program
// keeps across it is in registers: nothing may be below the stack pointer.
#define NACRE_ENTER_KERNEL(instruction)                                                                      \
    Frame frame{};                                                                                           \
    register Word rdi asm("rdi") = values[0];                                                                \
    register Word rsi asm("rsi") = values[1];                                                                \
    register Word r10 asm("r10") = values[2];                                                                \
    register Word r8 asm("r8") = values[3];                                                                  \
    register Word r9 asm("r9") = values[4];                                                                  \
    register Word r15 asm("r15") = values[5];                                                                \
    register Word r12 asm("r12") = values[6];                                                                \
    register Word rdx asm("rdx") = values[7];                                                                \
    register Word r13 asm("r13");                                                                            \
    register Word r14 asm("r14");                                                                            \
    register Word rax asm("rax");                                                                            \
    asm volatile("movq %%rsp, %%r13\n xorl %%eax, %%eax\n addl $1, %%eax\n " instruction                     \
                 "\n movq %%rsp, %%r14\n leaq -256(%%r13), %%rsp\n pushfq\n popq %%rax\n movq %%r13, %%rsp"  \
                 : "+r"(rdi), "+r"(rsi), "+r"(r10), "+r"(r8), "+r"(r9), "+r"(r15), "+r"(r12), "+r"(rdx),     \
                   "=r"(r13), "=r"(r14), "=r"(rax)::"memory", "cc", "rcx", "r11");                           \
    frame.values = {rdi, rsi, r10, r8, r9, r15, r12, rdx};                                                   \
    frame.stack_before = r13;                                                                                \
    frame.stack_after = r14;                                                                                 \
    frame.flags = rax & free_flags;                                                                          \
    return frame

/// A system call; the last value is its number.
[[gnu::noinline]] inline Frame call_with(const Values& values) { NACRE_ENTER_KERNEL("syscall"); }
[[gnu::noinline]] inline Frame break_with(const Values& values) { NACRE_ENTER_KERNEL("ud2"); }
#undef NACRE_ENTER_KERNEL

inline bool is_system_call(Word address) {
    const auto* const instruction = reinterpret_cast<const std::uint8_t*>(address);
    return instruction[0] == 0x0f && instruction[1] == 0x05;
}

inline void undefined_instruction() { asm volatile("ud2"); }

/// A thread finds its own pointer where it points to.
inline Word read_thread_pointer() {
    Word value = 0;
    asm volatile("movq %%fs:0, %0" : "=r"(value)::"memory");
    return value;
}

/// With the floating-point unit.
[[gnu::noinline]] inline double add(double left, double right) { return left + right; }

} // namespace nacre::conformance::machine
