// SPDX-License-Identifier: MIT
// First instruction of every program: gives the root task its stack and goes on in C++.

    .section .text.start, "ax"
    .global _start
    .type _start, %function
_start:
    // The end of the chain of frames, for backtraces.
    xorl    %ebp, %ebp
    // The kernel starts the root task with rsp 0 and rdi the boot information; it brings its own stack. Every other
    // program is given one by its loader. The reference is weak: only the root task defines the stack.
    testq   %rsp, %rsp
    jnz     1f
    movq    $nacre_root_stack + 32768, %rsp
1:  andq    $-16, %rsp
    call    start
    ud2
    .size _start, . - _start

    .weak nacre_root_stack
