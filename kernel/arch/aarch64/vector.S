// SPDX-License-Identifier: MIT
// The exception vectors: into the kernel, and the one way back to a program.
#include <arch/offsets.hpp>

// While a program runs, SP_EL1 points at its saved registers (Processor::current->registers, which is the start of
// its Thread). In the kernel TPIDR_EL1 points at the core's CoreBlock, which is also the top of its stack.
#define ENTRY_SYSTEM_CALL _ZN5nacre6kernel5entry11system_callERNS0_9ProcessorEl
#define FAST_CALL _ZN5nacre6kernel9fast_path4callERNS0_9ProcessorE
#define FAST_REPLY_RECEIVE _ZN5nacre6kernel9fast_path13reply_receiveERNS0_9ProcessorE
#define ENTRY_INTERRUPT _ZN5nacre6kernel5entry9interruptERNS0_9ProcessorE
#define EC_SVC64 0x15

.macro save_general_registers
    stp     x0, x1, [sp, #0]
    stp     x2, x3, [sp, #16]
    stp     x4, x5, [sp, #32]
    stp     x6, x7, [sp, #48]
    stp     x8, x9, [sp, #64]
    stp     x10, x11, [sp, #80]
    stp     x12, x13, [sp, #96]
    stp     x14, x15, [sp, #112]
    stp     x16, x17, [sp, #128]
    stp     x18, x19, [sp, #144]
    stp     x20, x21, [sp, #160]
    stp     x22, x23, [sp, #176]
    stp     x24, x25, [sp, #192]
    stp     x26, x27, [sp, #208]
    stp     x28, x29, [sp, #224]
    mrs     x9, sp_el0
    stp     x30, x9, [sp, #REGISTERS_X30_SP]
.endm

// Saves the rest and changes to the core's stack; \processor = Processor. `trapped` is the distance from the instruction
// that entered the kernel to the one where the program goes on.
.macro enter_kernel trapped, processor
    mrs     x10, elr_el1
    mrs     x11, spsr_el1
    mrs     x12, tpidr_el0
    .if \trapped
    sub     x13, x10, #\trapped
    stp     x10, x13, [sp, #REGISTERS_PC_TRAPPED]
    .else
    stp     x10, x10, [sp, #REGISTERS_PC_TRAPPED]
    .endif
    stp     x11, x12, [sp, #REGISTERS_SPSR_TPIDR]
    mrs     x9, tpidr_el1
    mov     sp, x9
    ldr     \processor, [x9]
.endm

// An exception that must not happen: builds an ExceptionFrame on the emergency stack, whatever SP holds. SP_EL0 is
// free for x0: the program's is saved, and not needed any more.
.macro unexpected vector
    .balign 128
    msr     sp_el0, x0
    mrs     x0, tpidr_el1
    add     x0, x0, #(EXCEPTION_FRAME_FROM_BLOCK & 0xfff000)
    add     x0, x0, #(EXCEPTION_FRAME_FROM_BLOCK & 0xfff)
    str     x1, [x0, #8]
    mov     x1, #\vector
    b       unexpected_exception
.endm

    .section .text.vectors, "ax"
    .balign 2048
    .global exception_vectors
exception_vectors:
    unexpected 0
    unexpected 1
    unexpected 2
    unexpected 3
    unexpected 4
    unexpected 5
    unexpected 6
    unexpected 7

// From programs: synchronous, interrupt, fast interrupt, system error.
    .balign 128
    save_general_registers
    mrs     x9, esr_el1
    lsr     x9, x9, #26
    cmp     x9, #EC_SVC64
    b.eq    system_call
    b       synchronous

    .balign 128
    save_general_registers
    b       interrupt

    unexpected 10
    unexpected 11
    // From AArch32 programs, which there are none of.
    unexpected 12
    unexpected 13
    unexpected 14
    unexpected 15

    .balign 64
// The doors need preserve nothing (arch/door.hpp). They take Processor in x20; those of system calls take the number in
// x21 and return the thread to run in x0.
system_call:
    enter_kernel 4, x20
    adr     x30, leave_kernel_to
    cmn     x7, #1
    b.eq    FAST_CALL
    cmn     x7, #2
    b.eq    FAST_REPLY_RECEIVE
    mov     x21, x7
    b       ENTRY_SYSTEM_CALL

// The one way back: every path ends here with SP at the CoreBlock.
    .global leave_kernel
leave_kernel:
    ldr     x0, [sp]
    ldr     x0, [x0, #PROCESSOR_CURRENT]
leave_kernel_to:
    mov     sp, x0
    ldr     x9, [sp, #REGISTERS_PC_TRAPPED]
    ldp     x10, x11, [sp, #REGISTERS_SPSR_TPIDR]
    ldr     x12, [sp, #REGISTERS_TPIDRRO]
    ldp     x30, x13, [sp, #REGISTERS_X30_SP]
    msr     elr_el1, x9
    msr     spsr_el1, x10
    msr     tpidr_el0, x11
    msr     tpidrro_el0, x12
    msr     sp_el0, x13
    ldp     x0, x1, [sp, #0]
    ldp     x2, x3, [sp, #16]
    ldp     x4, x5, [sp, #32]
    ldp     x6, x7, [sp, #48]
    ldp     x8, x9, [sp, #64]
    ldp     x10, x11, [sp, #80]
    ldp     x12, x13, [sp, #96]
    ldp     x14, x15, [sp, #112]
    ldp     x16, x17, [sp, #128]
    ldp     x18, x19, [sp, #144]
    ldp     x20, x21, [sp, #160]
    ldp     x22, x23, [sp, #176]
    ldp     x24, x25, [sp, #192]
    ldp     x26, x27, [sp, #208]
    ldp     x28, x29, [sp, #224]
    eret

interrupt:
    enter_kernel 0, x20
    bl      ENTRY_INTERRUPT
    b       leave_kernel

synchronous:
    enter_kernel 0, x20
    bl      trap_synchronous
    b       leave_kernel

// x0 = ExceptionFrame with x1 in it, x1 = number of the vector, SP_EL0 = x0.
unexpected_exception:
    stp     x2, x3, [x0, #16]
    stp     x4, x5, [x0, #32]
    stp     x6, x7, [x0, #48]
    stp     x8, x9, [x0, #64]
    stp     x10, x11, [x0, #80]
    stp     x12, x13, [x0, #96]
    stp     x14, x15, [x0, #112]
    stp     x16, x17, [x0, #128]
    stp     x18, x19, [x0, #144]
    stp     x20, x21, [x0, #160]
    stp     x22, x23, [x0, #176]
    stp     x24, x25, [x0, #192]
    stp     x26, x27, [x0, #208]
    stp     x28, x29, [x0, #224]
    mrs     x2, sp_el0
    str     x2, [x0]
    mov     x2, sp
    stp     x30, x2, [x0, #EXCEPTION_FRAME_X30_SP]
    mrs     x2, elr_el1
    mrs     x3, spsr_el1
    stp     x2, x3, [x0, #EXCEPTION_FRAME_ELR_SPSR]
    mrs     x2, esr_el1
    mrs     x3, far_el1
    stp     x2, x3, [x0, #EXCEPTION_FRAME_ESR_FAR]
    mov     sp, x0
    mov     x29, #0
    bl      report_unexpected_exception

// x0 = this core's CoreBlock; the first departure to a program.
    .global leave_kernel_on
leave_kernel_on:
    mov     sp, x0
    b       leave_kernel
