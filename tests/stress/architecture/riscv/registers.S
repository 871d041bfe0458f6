// SPDX-License-Identifier: MIT
// Registers that hold known values across an entry to the kernel.

#if __riscv_xlen == 64
#define load_word ld
#define store_word sd
#define word_size 8
#else
#define load_word lw
#define store_word sw
#define word_size 4
#endif

    .option arch, +d

.macro each_vector operation, base
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \operation f\number, 8 * \number(\base)
    .endr
.endm

// The eight words at t1: a0 to a7.
.macro load_call_registers
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7
    load_word a\number, word_size * \number(t1)
    .endr
.endm
.macro store_call_registers
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7
    store_word a\number, word_size * \number(t1)
    .endr
.endm

// The compiler keeps nothing in floating-point registers: nobody misses what was in them.
    .text
    .global stress_hold_vectors
stress_hold_vectors:
    mv t1, a2
    mv t2, a1
    mv t3, a3
    each_vector fld, a0
    beqz t1, 1f
    load_call_registers
    ecall
    store_call_registers
1:  beqz t3, 2f
    addi t3, t3, -1
    j 1b
2:  each_vector fsd, t2
    ret

    .global stress_system_call
stress_system_call:
    mv t1, a0
    load_call_registers
    ecall
    store_call_registers
    ret

    .global stress_read
stress_read:
    load_word a0, 0(a0)
    ret

    .global stress_write
stress_write:
    store_word a1, 0(a0)
    ret
