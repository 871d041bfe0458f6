// SPDX-License-Identifier: MIT
// The machine-mode layer's doors: where every hart begins, its trap vector, and the way down to supervisor mode.
#include <arch/machine_mode_layout.hpp>
#include <arch/word_access.inc>

#define STATUS_MPP (3 << 11)
#define STATUS_MPP_SUPERVISOR (1 << 11)
#define STATUS_MPIE (1 << 7)

// \to = the end of the stack of hart \hart; changes t0 and t1.
    .macro end_of_stack to, hart
    lla     t1, machine_mode_harts
    addi    t0, \hart, 1
    slli    t0, t0, MACHINE_MODE_HART_SIZE_BITS
    add     \to, t1, t0
    .endm

    .section .text.machine_mode, "ax"
    .global machine_mode_entry
machine_mode_entry:
    csrw    mie, zero
    csrr    a0, mhartid
    li      t0, MACHINE_MODE_HARTS
    bgeu    a0, t0, sleep
    end_of_stack sp, a0
    csrw    mscratch, sp
    lla     t0, machine_mode_vector
    csrw    mtvec, t0
    li      s0, 0
    tail    machine_mode_start_hart

// More harts than the kernel knows, and a trap while the last words are said: nothing goes on here.
    .balign 4
sleep:
    csrw    mie, zero
    wfi
    j       sleep

// A trap inside the layer itself, whose stack may be the reason: begins it anew.
trap_inside:
    lla     t0, sleep
    csrw    mtvec, t0
    csrr    a0, mhartid
    end_of_stack sp, a0
    li      s0, 0
    li      a0, 1
    tail    machine_mode_panic

// While supervisor or user mode runs, mscratch points at the top of this hart's stack; it is 0 in the layer.
    .balign 4
machine_mode_vector:
    csrrw   sp, mscratch, sp
    beqz    sp, trap_inside
    addi    sp, sp, -MACHINE_MODE_FRAME_SIZE
    .set    slot, 0
    .irp register, ra, t0, t1, t2, a0, a1, a2, a3, a4, a5, a6, a7, t3, t4, t5, t6
    store_word \register, slot, sp
    .set    slot, slot + 1
    .endr
    csrrw   t0, mscratch, zero
    store_word t0, MACHINE_MODE_FRAME_SP, sp
    mv      a0, sp
    call    machine_mode_trap
    addi    t1, sp, MACHINE_MODE_FRAME_SIZE
    csrw    mscratch, t1
    .set    slot, 0
    .irp register, ra, t0, t1, t2, a0, a1, a2, a3, a4, a5, a6, a7, t3, t4, t5, t6
    load_word \register, slot, sp
    .set    slot, slot + 1
    .endr
    load_word sp, MACHINE_MODE_FRAME_SP, sp
    mret

// a0 = hart, a1 = device tree, a2 = physical address: goes on there in supervisor mode. The stack is empty from here on.
    .global machine_mode_leave
machine_mode_leave:
    end_of_stack t0, a0
    csrw    mscratch, t0
    li      t0, STATUS_MPP | STATUS_MPIE
    csrc    mstatus, t0
    li      t0, STATUS_MPP_SUPERVISOR
    csrs    mstatus, t0
    csrw    mepc, a2
    csrw    satp, zero
    fence.i
    mret

// Is there a register of the supervisor's own timer (stimecmp)? Reading it traps where there is none.
    .global machine_mode_probe_supervisor_timer
machine_mode_probe_supervisor_timer:
    csrr    t1, mtvec
    lla     t0, 1f
    csrw    mtvec, t0
    li      a0, 0
#if __riscv_xlen == 64
    li      t2, 1
    slli    t2, t2, 63
    csrs    0x30a, t2               // menvcfg.STCE
#else
    li      t2, 1 << 31
    csrs    0x31a, t2               // menvcfgh.STCE
#endif
    csrr    t2, 0x14d
    li      a0, 1
    .balign 4
1:  csrw    mtvec, t1
    ret
