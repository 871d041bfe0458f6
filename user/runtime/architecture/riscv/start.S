// SPDX-License-Identifier: MIT
// First instruction of every program: gives the root task its stack and goes on in C++.

    .section .text.start, "ax"
    .global _start
    .type _start, %function
_start:
    // The end of the chain of frames, for backtraces.
    mv      s0, zero
    mv      ra, zero
    // The kernel starts the root task with sp 0 and a0 the boot information; it brings its own stack. Every other
    // program is given one by its loader. The reference is weak: only the root task defines the stack.
    bnez    sp, 1f
    lla     sp, nacre_root_stack
    li      t0, 32768
    add     sp, sp, t0
1:  call    start
    unimp
    .size _start, . - _start

    .weak nacre_root_stack
