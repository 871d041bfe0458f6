// SPDX-License-Identifier: MIT
// The trap vector: into the kernel, and the one way back to a program.
#include <arch/offsets.hpp>
#include <arch/word_access.inc>

// While a program runs, sscratch points at its saved registers (Processor::current->registers, which is the start of its
// Thread), and these at the core's CoreBlock. In the kernel sscratch is 0, and tp points at the CoreBlock, which is also
// the top of the core's stack. Kernel mode never enables interrupts.
#define ENTRY_INTERRUPT _ZN5nacre6kernel5entry9interruptERNS0_9ProcessorE
#define FAST_CALL _ZN5nacre6kernel9fast_path4callERNS0_9ProcessorE
#define FAST_REPLY_RECEIVE _ZN5nacre6kernel9fast_path13reply_receiveERNS0_9ProcessorE
#if __riscv_xlen == 64
#define ENTRY_SYSTEM_CALL _ZN5nacre6kernel5entry11system_callERNS0_9ProcessorEl
#else
#define ENTRY_SYSTEM_CALL _ZN5nacre6kernel5entry11system_callERNS0_9ProcessorEi
#endif
#define CAUSE_SYSTEM_CALL 8

// x1 and x3 to x31, from \first_slot (the place of x1) on.
.macro store_general_registers base, first_slot
    store_word ra, \first_slot, \base
    .irp number, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    store_word x\number, \number - 1 + \first_slot, \base
    .endr
.endm

    .section .text.vectors, "ax"
    .balign 64
    .global trap_vector
trap_vector:
    csrrw   sp, sscratch, sp
    beqz    sp, from_kernel
    store_general_registers sp, 0
    csrrw   t0, sscratch, zero
    csrr    t1, sepc
    csrr    t2, scause
    store_word t0, 1, sp
    load_word tp, REGISTERS_CORE, sp
    store_word t1, REGISTERS_PC, sp
    li      t3, CAUSE_SYSTEM_CALL
    bne     t2, t3, other
    addi    t1, t1, 4
    store_word t1, REGISTERS_NEXT, sp
    mv      sp, tp
    load_word a0, 0, tp
    li      t0, -1
    bne     a7, t0, not_call
    jal     FAST_CALL

// The one way back: a0 = the thread to run.
leave_kernel_to:
    store_word tp, REGISTERS_CORE, a0
    csrw    sscratch, a0
    load_word t0, REGISTERS_NEXT, a0
    load_word t1, REGISTERS_PC, a0
    csrw    sepc, t0
    beq     t0, t1, drop_reservation
restore_registers:
    .irp number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 10
    load_word x\number, \number - 1, a0
    .endr
    sret

// The thread may have been stopped between LR and SC: no reservation of another one must serve its SC. (One that made a
// system call was not.) This one never stores: nobody reserves the CoreBlock.
drop_reservation:
    sc.w    zero, zero, (tp)
    j       restore_registers

not_call:
    li      t0, -2
    bne     a7, t0, 1f
    jal     FAST_REPLY_RECEIVE
    j       leave_kernel_to
1:  mv      a1, a7
    jal     ENTRY_SYSTEM_CALL
    j       leave_kernel_to

other:
    store_word t1, REGISTERS_NEXT, sp
    mv      sp, tp
    load_word a0, 0, tp
    bltz    t2, enter_interrupt
    jal     trap_synchronous
    j       leave_kernel
    .global enter_interrupt
enter_interrupt:
    jal     ENTRY_INTERRUPT
leave_kernel:
    load_word a0, 0, tp
    load_word a0, PROCESSOR_CURRENT, a0
    j       leave_kernel_to

// An exception that must not happen: builds an ExceptionFrame on the emergency stack, whatever sp held; sscratch holds
// that now.
from_kernel:
    li      sp, EXCEPTION_FRAME_FROM_BLOCK
    add     sp, sp, tp
    store_general_registers sp, 1
    csrrw   t0, sscratch, zero
    store_word t0, 2, sp
    csrr    t0, sepc
    csrr    t1, scause
    csrr    t2, stval
    csrr    t3, sstatus
    store_word t0, EXCEPTION_FRAME_LINK, sp
    store_word t1, EXCEPTION_FRAME_CAUSE, sp
    store_word t2, EXCEPTION_FRAME_VALUE, sp
    store_word t3, EXCEPTION_FRAME_STATUS, sp
    mv      a0, sp
    li      s0, 0
    jal     report_unexpected_exception

// a0 = this core's CoreBlock; the first departure to a program.
    .global leave_kernel_on
leave_kernel_on:
    mv      sp, a0
    j       leave_kernel
