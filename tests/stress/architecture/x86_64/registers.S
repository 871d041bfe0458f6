// SPDX-License-Identifier: MIT
// Registers that hold known values across an entry to the kernel.

.macro each_vector operation, base
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    \operation \number, \base
    .endr
.endm
.macro load_vector number, base
    movups  16 * \number(\base), %xmm\number
.endm
.macro store_vector number, base
    movups  %xmm\number, 16 * \number(\base)
.endm

// What the call needs, from the words at rax.
.macro load_call_registers
    mov     0(%rax), %rdi
    mov     8(%rax), %rsi
    mov     16(%rax), %r10
    mov     24(%rax), %r8
    mov     32(%rax), %r9
    mov     40(%rax), %r15
    mov     48(%rax), %r12
    mov     56(%rax), %rdx
.endm
.macro store_call_registers
    mov     %rdi, 0(%rax)
    mov     %rsi, 8(%rax)
    mov     %r10, 16(%rax)
    mov     %r8, 24(%rax)
    mov     %r9, 32(%rax)
    mov     %r15, 40(%rax)
.endm

    .text
    .global stress_hold_vectors
stress_hold_vectors:
    push    %rbx
    push    %rbp
    push    %r12
    push    %r15
    mov     %rsi, %rbx
    mov     %rcx, %rbp
    mov     %rdx, %rax
    each_vector load_vector, %rdi
    test    %rax, %rax
    jz      1f
    load_call_registers
    syscall
    store_call_registers
1:  test    %rbp, %rbp
    jz      2f
    dec     %rbp
    jmp     1b
2:  each_vector store_vector, %rbx
    pop     %r15
    pop     %r12
    pop     %rbp
    pop     %rbx
    ret

    .global stress_system_call
stress_system_call:
    push    %r12
    push    %r15
    mov     %rdi, %rax
    load_call_registers
    syscall
    store_call_registers
    mov     %r12, 48(%rax)
    mov     %rdx, 56(%rax)
    pop     %r15
    pop     %r12
    ret

    .global stress_read
stress_read:
    mov     (%rdi), %rax
    ret

    .global stress_write
stress_write:
    mov     %rsi, (%rdi)
    ret
