// SPDX-License-Identifier: MIT
// The ways into the kernel, and the one way back to a program.
#include <arch/offsets.hpp>

// In the kernel the GS base points at the core's CoreBlock, which is also the top of its stack; SWAPGS exchanges it for
// the program's. A program's registers are saved in Processor::current->registers, which is the start of its Thread.
#define ENTRY_SYSTEM_CALL _ZN5nacre6kernel5entry11system_callERNS0_9ProcessorEl
#define FAST_CALL _ZN5nacre6kernel9fast_path4callERNS0_9ProcessorE
#define FAST_REPLY_RECEIVE _ZN5nacre6kernel9fast_path13reply_receiveERNS0_9ProcessorE
#define ENTRY_INTERRUPT _ZN5nacre6kernel5entry9interruptERNS0_9ProcessorE

#define MODEL_FS_BASE 0xc0000100
#define MODEL_GS_BASE 0xc0000101
#define MODEL_PROGRAM_GS_BASE 0xc0000102
#define CALL (-1)
#define REPLY_RECEIVE (-2)

// Where the program goes on. `by_system_call` is 1 if rcx and r11 are lost on the way, 2 if all registers count but the
// bases are as the processor has them, 0 if everything is to be loaded.
#define ALL_REGISTERS 2
#define SYSTEM_CALL 1

.macro save_common_registers base
    mov     %rdi, REGISTERS_RDI(\base)
    mov     %rsi, REGISTERS_RSI(\base)
    mov     %rbx, REGISTERS_RBX(\base)
    mov     %rbp, REGISTERS_RBP(\base)
    mov     %r12, REGISTERS_R12(\base)
    mov     %r13, REGISTERS_R13(\base)
    mov     %r14, REGISTERS_R14(\base)
    mov     %rdx, REGISTERS_RDX(\base)
    mov     %r10, REGISTERS_R10(\base)
    mov     %r8, REGISTERS_R8(\base)
    mov     %r9, REGISTERS_R9(\base)
    mov     %r15, REGISTERS_R15(\base)
.endm

// All that both ways back load; the base itself comes last.
.macro load_common_registers base
    mov     REGISTERS_RAX(\base), %rax
    mov     REGISTERS_RDI(\base), %rdi
    mov     REGISTERS_RBX(\base), %rbx
    mov     REGISTERS_RBP(\base), %rbp
    mov     REGISTERS_R12(\base), %r12
    mov     REGISTERS_R13(\base), %r13
    mov     REGISTERS_R14(\base), %r14
    mov     REGISTERS_RDX(\base), %rdx
    mov     REGISTERS_R10(\base), %r10
    mov     REGISTERS_R8(\base), %r8
    mov     REGISTERS_R9(\base), %r9
    mov     REGISTERS_R15(\base), %r15
.endm

// FS and GS of the thread at rsi. A program that loads a selector changes what the processor has for them: to 0, as all
// its segments begin there. So only a base that was 0 and is to be 0 is known to be there.
.macro load_bases
    mov     %rsi, %gs:BLOCK_BASES_OF
    mov     $MODEL_FS_BASE, %ecx
    mov     REGISTERS_FS_BASE(%rsi), %eax
    mov     REGISTERS_FS_BASE+4(%rsi), %edx
    wrmsr
    mov     REGISTERS_GS_BASE(%rsi), %rax
    or      %gs:BLOCK_GS_BASE, %rax
    jz      .Lhave_gs\@
    mov     $MODEL_PROGRAM_GS_BASE, %ecx
    mov     REGISTERS_GS_BASE(%rsi), %eax
    mov     REGISTERS_GS_BASE+4(%rsi), %edx
    wrmsr
    mov     REGISTERS_GS_BASE(%rsi), %rax
    mov     %rax, %gs:BLOCK_GS_BASE
.Lhave_gs\@:
.endm

    .section .text.vectors, "ax"

// SYSCALL: rcx = where the program goes on, r11 = its flags, rsp still its own. The doors need preserve nothing
// (arch/door.hpp): they take Processor in r12, and those of system calls take the number in r13 and return the thread to
// run in rax.
    .balign 64
    .global enter_system_call
enter_system_call:
    swapgs
    mov     %rsp, %gs:BLOCK_SCRATCH
    mov     %gs:BLOCK_PROCESSOR, %rsp
    mov     PROCESSOR_CURRENT(%rsp), %rsp
    save_common_registers %rsp
    mov     %rax, REGISTERS_RAX(%rsp)
    mov     %gs:BLOCK_SCRATCH, %rax
    mov     %rax, REGISTERS_RSP(%rsp)
    mov     %rcx, REGISTERS_NEXT(%rsp)
    mov     %r11, REGISTERS_FLAGS(%rsp)
    movb    $SYSTEM_CALL, REGISTERS_BY_SYSTEM_CALL(%rsp)
    mov     %gs:BLOCK_SELF, %rsp
    mov     (%rsp), %r12
    cmp     $CALL, %rdx
    je      fast_call
    cmp     $REPLY_RECEIVE, %rdx
    je      fast_reply_receive
    mov     %rdx, %r13
    call    ENTRY_SYSTEM_CALL
    jmp     leave_kernel_to

fast_reply_receive:
    call    FAST_REPLY_RECEIVE
    jmp     leave_kernel_for_other
fast_call:
    call    FAST_CALL
// rax = the thread that runs next, usually another one than before.
leave_kernel_for_other:
    mov     %rax, %rsi
    load_bases
bases_are_loaded:
    cmpb    $SYSTEM_CALL, REGISTERS_BY_SYSTEM_CALL(%rsi)
    jne     leave_with_all_registers
    // `next` comes from SYSCALL, so it is no address that SYSRET would fault at in ring 0: whatever else writes it
    // clears the mark, and no program is mapped in the last page below the addresses that do not exist.
    load_common_registers %rsi
    mov     REGISTERS_NEXT(%rsi), %rcx
    mov     REGISTERS_FLAGS(%rsi), %r11
    mov     REGISTERS_RSP(%rsi), %rsp
    mov     REGISTERS_RSI(%rsi), %rsi
    swapgs
    sysretq

// The one way back: every path ends here with rsp at the CoreBlock.
    .global leave_kernel
leave_kernel:
    mov     %gs:BLOCK_PROCESSOR, %rax
    mov     PROCESSOR_CURRENT(%rax), %rax
leave_kernel_to:
    cmp     %rax, %gs:BLOCK_BASES_OF
    jne     leave_kernel_for_other
    mov     %rax, %rsi
    jmp     bases_are_loaded

leave_with_all_registers:
    cmpb    $ALL_REGISTERS, REGISTERS_BY_SYSTEM_CALL(%rsi)
    je      1f
    movb    $ALL_REGISTERS, REGISTERS_BY_SYSTEM_CALL(%rsi)
    load_bases
1:  mov     %gs:BLOCK_SELF, %rsp
    pushq   $SELECTOR_PROGRAM_DATA
    pushq   REGISTERS_RSP(%rsi)
    mov     REGISTERS_FLAGS(%rsi), %rcx
    or      $0x202, %rcx                // a new thread's flags are 0
    push    %rcx
    pushq   $SELECTOR_PROGRAM_CODE
    pushq   REGISTERS_NEXT(%rsi)
    load_common_registers %rsi
    mov     REGISTERS_R11(%rsi), %r11
    mov     REGISTERS_RCX(%rsi), %rcx
    mov     REGISTERS_RSI(%rsi), %rsi
    swapgs
    iretq

// rdi = this core's CoreBlock; the first departure to a program.
    .global leave_kernel_on
leave_kernel_on:
    mov     %rdi, %rsp
    jmp     leave_kernel

// For each vector: an error code where the processor stores none, and the vector's number.
    .balign EXCEPTION_STUB_SIZE
    .global exception_stubs
exception_stubs:
    .set    vector, 0
    .rept   256
    .balign EXCEPTION_STUB_SIZE
    .if vector != 8 && vector != 10 && vector != 11 && vector != 12 && vector != 13 && vector != 14 && vector != 17 && vector != 21
    pushq   $0
    .endif
    .byte   0x68                        // push, with a full operand: each stub has the same shape
    .long   vector
    jmp     enter_exception
    .set    vector, vector + 1
    .endr

// On the stack: vector, error code, and what the processor stores: instruction, code selector, flags, stack pointer,
// stack selector.
enter_exception:
    testb   $3, 24(%rsp)
    jz      in_kernel
    cmpq    $2, (%rsp)
    je      unexpected
    cmpq    $8, (%rsp)
    je      unexpected
    cmpq    $18, (%rsp)
    je      unexpected
    swapgs
    mov     %rax, %gs:BLOCK_SCRATCH
    mov     %gs:BLOCK_PROCESSOR, %rax
    mov     PROCESSOR_CURRENT(%rax), %rax
    save_common_registers %rax
    mov     %rcx, REGISTERS_RCX(%rax)
    mov     %r11, REGISTERS_R11(%rax)
    mov     %gs:BLOCK_SCRATCH, %rcx
    mov     %rcx, REGISTERS_RAX(%rax)
    pop     %r13
    pop     %r14
    pop     %rcx
    mov     %rcx, REGISTERS_NEXT(%rax)
    mov     %rcx, REGISTERS_PC(%rax)
    mov     8(%rsp), %rcx
    mov     %rcx, REGISTERS_FLAGS(%rax)
    mov     16(%rsp), %rcx
    mov     %rcx, REGISTERS_RSP(%rax)
    movb    $ALL_REGISTERS, REGISTERS_BY_SYSTEM_CALL(%rax)
    pushq   $2                          // a program's direction and alignment-check flags count no more
    popfq
    mov     %gs:BLOCK_SELF, %rsp
    mov     (%rsp), %r12
    cmp     $VECTOR_FIRST_INTERRUPT, %r13
    jae     interrupt
    call    trap_exception
    jmp     leave_kernel
interrupt:
    mov     %r13b, %gs:BLOCK_ACCEPTED_VECTOR
    call    ENTRY_INTERRUPT
    jmp     leave_kernel

// The kernel opened the window (arch/interrupt_window.hpp): the vector is noted, and no other interrupt comes in.
in_kernel:
    cmpq    $VECTOR_FIRST_INTERRUPT, (%rsp)
    jb      unexpected
    push    %rax
    mov     8(%rsp), %rax
    mov     %al, %gs:BLOCK_ACCEPTED_VECTOR
    andl    $~0x200, 40(%rsp)
    pop     %rax
    add     $16, %rsp
    iretq

// What must not happen, from anywhere: whose GS base the processor has is not known.
unexpected:
    push    %r15
    push    %r14
    push    %r13
    push    %r12
    push    %r11
    push    %r10
    push    %r9
    push    %r8
    push    %rbp
    push    %rdi
    push    %rsi
    push    %rdx
    push    %rcx
    push    %rbx
    push    %rax
    mov     $MODEL_GS_BASE, %ecx
    rdmsr
    test    %edx, %edx
    js      1f
    swapgs
1:  pushq   $2
    popfq
    mov     %rsp, %rdi
    and     $-16, %rsp
    xor     %ebp, %ebp
    call    report_unexpected_exception
