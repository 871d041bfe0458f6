// SPDX-License-Identifier: MIT
// The instructions by which programs talk to the counter, and others that C++ has no words for.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/word.hpp>

namespace nacre::bench {

/// Tells the counter (bench/counter) a number, and does nothing else. No compiler makes this instruction.
template<unsigned number>
[[gnu::always_inline]] inline void tell_counter() {
    asm volatile("movz xzr, #%0" ::"i"(number) : "memory");
}

/// Under -icount QEMU's cores take turns: this ends the turn. On a real core it does nothing.
[[gnu::always_inline]] inline void end_turn() { asm volatile("yield" ::: "memory"); }

/// An instruction that does not exist, and how long it is.
[[gnu::always_inline]] inline void execute_undefined() { asm volatile("udf #0"); }
inline constexpr Word undefined_size = 4;

/// Makes the calling thread the owner of the FPU.
inline void use_fpu() { asm volatile("movi v0.2d, #0" ::: "v0"); }

/// Where a new thread begins, with a stack and an argument.
inline void set_entry(api::architecture::UserContext& context, Word entry, Word stack_end, Word argument) {
    context.program_counter = entry;
    context.stack_pointer = stack_end;
    context.x0 = argument;
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
    asm volatile("0: mov x0, x19; mov x1, x20; mov x6, x21; mov x7, x22; svc #0; b 0b");
}
[[gnu::naked]] inline void repeat_and_call_on() {
    asm volatile("0: mov x0, x19; mov x1, x20; mov x6, x21; mov x7, x22; svc #0\n"
                 "mov x0, x23; mov x1, xzr; mov x7, #-1; svc #0; b 0b");
}

inline void set_work(api::architecture::UserContext& context, const RepeatedCall& work) {
    context.program_counter = reinterpret_cast<Word>(work.next == 0 ? &repeat : &repeat_and_call_on);
    context.x19 = work.target;
    context.x20 = work.info;
    context.x21 = work.reply;
    context.x22 = work.call;
    context.x23 = work.next;
}

} // namespace nacre::bench
