// SPDX-License-Identifier: MIT
// The instructions by which programs talk to the counter, and others that C++ has no words for.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/word.hpp>

namespace nacre::bench {

/// Tells the counter (bench/counter) a number, and does nothing else. No compiler makes this instruction.
template<unsigned number>
[[gnu::always_inline]] inline void tell_counter() {
    asm volatile("lui x0, %0" ::"i"(number) : "memory");
}

/// Under -icount QEMU's cores take turns: this ends the turn (with the help of counter/turns.hpp). It is the
/// hint PAUSE, which older cores take for a fence.
[[gnu::always_inline]] inline void end_turn() { asm volatile(".4byte 0x0100000f" ::: "memory"); }

/// An instruction that does not exist, and how long it is.
[[gnu::always_inline]] inline void execute_undefined() { asm volatile(".4byte 0xffffffff"); }
inline constexpr Word undefined_size = 4;

/// Makes the calling thread the owner of the FPU.
inline void use_fpu() {
    asm volatile(".option push\n\t.option arch, +f\n\tfmv.w.x ft0, zero\n\t.option pop");
}

/// Where a new thread begins, with a stack and an argument.
inline void set_entry(api::architecture::UserContext& context, Word entry, Word stack_end, Word argument) {
    context.program_counter = entry;
    context.stack_pointer = stack_end;
    context.a0 = argument;
}

/// What a thread without a stack does again and again, in registers that a call preserves; `next` is called
/// in between if it is not 0.
struct RepeatedCall {
    Word call;
    Word target;
    Word info;
    Word reply;
    Word next;
};

[[gnu::naked]] inline void repeat() {
    asm volatile("0: mv a0, s1; mv a1, s2; mv a6, s3; mv a7, s4; ecall; j 0b");
}
[[gnu::naked]] inline void repeat_and_call_on() {
    asm volatile("0: mv a0, s1; mv a1, s2; mv a6, s3; mv a7, s4; ecall\n"
                 "mv a0, s5; li a1, 0; li a7, -1; ecall; j 0b");
}

inline void set_work(api::architecture::UserContext& context, const RepeatedCall& work) {
    context.program_counter = reinterpret_cast<Word>(work.next == 0 ? &repeat : &repeat_and_call_on);
    context.s1 = work.target;
    context.s2 = work.info;
    context.s3 = work.reply;
    context.s4 = work.call;
    context.s5 = work.next;
}

} // namespace nacre::bench
