// SPDX-License-Identifier: MIT
// First instruction of every program: gives the root task its stack and goes on in C++.

    .section .text.start, "ax"
    .global _start
    .type _start, %function
_start:
    // The end of the chain of frames, for backtraces.
    mov     x29, xzr
    mov     x30, xzr
    // The kernel starts the root task with SP 0 and x0 the boot information; it brings its own stack. Every other
    // program is given one by its loader. The reference is weak: only the root task defines the stack.
    mov     x9, sp
    cbnz    x9, 1f
    ldr     x9, =nacre_root_stack
    add     x9, x9, #32768
    mov     sp, x9
1:  bl      start
    brk     #0
    .size _start, . - _start

    .weak nacre_root_stack
