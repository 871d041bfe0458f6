// SPDX-License-Identifier: MIT
// Instructions of RISC-V that enter the kernel, with what they leave in the registers.
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
inline constexpr std::array<Word, 8> value_words{Unknown::a0, Unknown::a1, Unknown::a2, Unknown::a3,
                                                 Unknown::a4, Unknown::a5, Unknown::a6, Unknown::system_call};
/// There are no flags.
inline constexpr Word free_flags = 0;
inline constexpr Word some_flags = 0;
inline constexpr Word unknown_flags_word = Unknown::length;
inline constexpr Word exception_flags_word = api::architecture::UserExceptionMessage::length;

inline constexpr Word system_call_size = 4;
/// Whether the thread goes on with another value in that word of the message.
constexpr bool may_be_spoilt(Word word) { return word > Unknown::stack_pointer; }

/// What the message of each exception says, and how far to go on behind it.
inline constexpr Word breakpoint_number = 3;
inline constexpr Word breakpoint_size = 4;
inline constexpr Word undefined_number = 2;
inline constexpr Word undefined_size = 4;

// The stack pointer is mended behind the instruction.
#define NACRE_ENTER_KERNEL(instruction)                                                                      \
    Frame frame{};                                                                                           \
    register Word a0 asm("a0") = values[0];                                                                  \
    register Word a1 asm("a1") = values[1];                                                                  \
    register Word a2 asm("a2") = values[2];                                                                  \
    register Word a3 asm("a3") = values[3];                                                                  \
    register Word a4 asm("a4") = values[4];                                                                  \
    register Word a5 asm("a5") = values[5];                                                                  \
    register Word a6 asm("a6") = values[6];                                                                  \
    register Word a7 asm("a7") = values[7];                                                                  \
    register Word t1 asm("t1");                                                                              \
    register Word t2 asm("t2");                                                                              \
    asm volatile(".option push\n .option norvc\n mv t1, sp\n " instruction                                   \
                 "\n mv t2, sp\n mv sp, t1\n .option pop"                                                    \
                 : "+r"(a0), "+r"(a1), "+r"(a2), "+r"(a3), "+r"(a4), "+r"(a5), "+r"(a6), "+r"(a7), "=r"(t1), \
                   "=r"(t2)::"memory");                                                                      \
    frame.values = {a0, a1, a2, a3, a4, a5, a6, a7};                                                         \
    frame.stack_before = t1;                                                                                 \
    frame.stack_after = t2;                                                                                  \
    return frame

/// A system call; the last value is its number.
[[gnu::noinline]] inline Frame call_with(const Values& values) { NACRE_ENTER_KERNEL("ecall"); }
/// A breakpoint that no debugger knows of.
[[gnu::noinline]] inline Frame break_with(const Values& values) { NACRE_ENTER_KERNEL("ebreak"); }
#undef NACRE_ENTER_KERNEL

inline bool is_system_call(Word address) {
    constexpr std::uint32_t environment_call = 0x73;
    std::uint32_t instruction = 0;
    __builtin_memcpy(&instruction, reinterpret_cast<const void*>(address), sizeof(instruction));
    return instruction == environment_call;
}

/// Writing a counter that programs can only read.
inline void undefined_instruction() { asm volatile(".option push\n .option norvc\n unimp\n .option pop"); }

inline Word read_thread_pointer() {
    Word value = 0;
    asm volatile("mv %0, tp" : "=r"(value));
    return value;
}

/// With the floating-point unit, which the compiler does not use.
[[gnu::noinline]] inline double add(double left, double right) {
    double sum = 0;
    asm volatile(".option push\n .option arch, +d\n fld ft0, %1\n fld ft1, %2\n fadd.d ft0, ft0, ft1\n"
                 " fsd ft0, %0\n .option pop"
                 : "=m"(sum)
                 : "m"(left), "m"(right));
    return sum;
}

} // namespace nacre::conformance::machine
