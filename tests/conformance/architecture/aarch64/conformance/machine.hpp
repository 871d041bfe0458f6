// SPDX-License-Identifier: MIT
// Instructions of AArch64 that enter the kernel, with what they leave in the registers.
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
inline constexpr std::array<Word, 8> value_words{Unknown::x0, Unknown::x1, Unknown::x2, Unknown::x3,
                                                 Unknown::x4, Unknown::x5, Unknown::x6, Unknown::x7};
/// The flags that a program may set, and where the messages tell them.
inline constexpr Word free_flags = 0xf000'0000;
inline constexpr Word some_flags = 0x5000'0000;
inline constexpr Word unknown_flags_word = Unknown::processor_state;
inline constexpr Word exception_flags_word = api::architecture::UserExceptionMessage::processor_state;

inline constexpr Word system_call_size = 4;
/// Whether the thread goes on with another value in that word of the message.
constexpr bool may_be_spoilt(Word) { return true; }

/// What the message of each exception says, and how far to go on behind it.
inline constexpr Word breakpoint_number = 0xf200'0077; // EC 0x3c, IL, the instruction's number
inline constexpr Word breakpoint_size = 4;
inline constexpr Word undefined_number = 0x0200'0000; // EC 0, IL
inline constexpr Word undefined_size = 4;

// The condition flags are clear before the instruction, and the stack pointer is mended behind it.
#define NACRE_ENTER_KERNEL(instruction)                                                                      \
    Frame frame{};                                                                                           \
    register Word x0 asm("x0") = values[0];                                                                  \
    register Word x1 asm("x1") = values[1];                                                                  \
    register Word x2 asm("x2") = values[2];                                                                  \
    register Word x3 asm("x3") = values[3];                                                                  \
    register Word x4 asm("x4") = values[4];                                                                  \
    register Word x5 asm("x5") = values[5];                                                                  \
    register Word x6 asm("x6") = values[6];                                                                  \
    register Word x7 asm("x7") = values[7];                                                                  \
    register Word x9 asm("x9");                                                                              \
    register Word x10 asm("x10");                                                                            \
    register Word x11 asm("x11") = 0;                                                                        \
    asm volatile("mov x9, sp\n msr nzcv, x11\n " instruction "\n mov x10, sp\n mov sp, x9\n mrs x11, nzcv"   \
                 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5), "+r"(x6), "+r"(x7), "=r"(x9), \
                   "=r"(x10), "+r"(x11)::"memory", "cc");                                                    \
    frame.values = {x0, x1, x2, x3, x4, x5, x6, x7};                                                         \
    frame.stack_before = x9;                                                                                 \
    frame.stack_after = x10;                                                                                 \
    frame.flags = x11;                                                                                       \
    return frame

/// A system call; the last value is its number.
[[gnu::noinline]] inline Frame call_with(const Values& values) { NACRE_ENTER_KERNEL("svc #0"); }
/// A breakpoint that no debugger knows of.
[[gnu::noinline]] inline Frame break_with(const Values& values) { NACRE_ENTER_KERNEL("brk #0x77"); }
#undef NACRE_ENTER_KERNEL

inline bool is_system_call(Word address) {
    constexpr std::uint32_t supervisor_call = 0xd400'0001;
    return *reinterpret_cast<const std::uint32_t*>(address) == supervisor_call;
}

/// Permanently undefined.
inline void undefined_instruction() { asm volatile("udf #0"); }

inline Word read_thread_pointer() {
    Word value = 0;
    asm volatile("mrs %0, tpidr_el0" : "=r"(value));
    return value;
}

/// With the floating-point unit.
[[gnu::noinline]] inline double add(double left, double right) { return left + right; }

} // namespace nacre::conformance::machine
