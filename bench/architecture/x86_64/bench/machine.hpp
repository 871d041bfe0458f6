// SPDX-License-Identifier: MIT
// The instructions by which programs talk to the counter, and others that C++ has no words for.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/word.hpp>

namespace nacre::bench {

/// Tells the counter (bench/counter) a number, and does nothing else. No compiler makes this instruction: a
/// NOP with an operand so far away.
template<unsigned number>
[[gnu::always_inline]] inline void tell_counter() {
    asm volatile(".byte 0x0f, 0x1f, 0x80\n\t.long %c0" ::"i"(number) : "memory");
}

/// Under -icount QEMU's cores take turns: this ends the turn. On a real core it does nothing.
[[gnu::always_inline]] inline void end_turn() { asm volatile("pause" ::: "memory"); }

/// An instruction that does not exist, and how long it is.
[[gnu::always_inline]] inline void execute_undefined() { asm volatile("ud2"); }
inline constexpr Word undefined_size = 2;

/// Makes the calling thread the owner of the FPU.
inline void use_fpu() { asm volatile("pxor %%xmm0, %%xmm0" ::: "xmm0"); }

/// Where a new thread begins, with a stack and an argument.
inline void set_entry(api::architecture::UserContext& context, Word entry, Word stack_end, Word argument) {
    context.program_counter = entry;
    // As behind a CALL.
    context.stack_pointer = stack_end - sizeof(Word);
    context.rdi = argument;
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
    asm volatile("0: mov %rbx, %rdi; mov %rbp, %rsi; mov %r14, %rdx; syscall; jmp 0b");
}
[[gnu::naked]] inline void repeat_and_call_on() {
    asm volatile("0: mov %rbx, %rdi; mov %rbp, %rsi; mov %r14, %rdx; syscall\n"
                 "mov %rax, %rdi; xor %esi, %esi; mov $-1, %rdx; syscall; jmp 0b");
}

inline void set_work(api::architecture::UserContext& context, const RepeatedCall& work) {
    context.program_counter = reinterpret_cast<Word>(work.next == 0 ? &repeat : &repeat_and_call_on);
    context.rbx = work.target;
    context.rbp = work.info;
    context.r12 = work.reply;
    context.r14 = work.call;
    context.rax = work.next;
}

} // namespace nacre::bench
