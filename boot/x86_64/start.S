// SPDX-License-Identifier: MIT
// From the boot loader to C++: the image's headers, from 32-bit mode to 64-bit mode, jump to the high half.
#include <arch/offsets.hpp>
#include <boot/image_header.inc>

#define WINDOW_BASE 0xffff800000000000
// Where a symbol is in memory.
#define PHYSICAL(symbol) (symbol - WINDOW_BASE)

#define MACHINE_X86_64 62
#define MULTIBOOT2_MAGIC 0xe85250d6
#define MULTIBOOT2_HANDOVER 0x36d76289
#define MODULE_ALIGNMENT_TAG 6
#define CR0_ON 0x80010023           // paging, write protection, native errors, FPU, protected mode
#define CR4_PAE 0x20
#define EFER 0xc0000080
#define EFER_ON 0x900               // 64-bit mode, no-execute
#define MODEL_GS_BASE 0xc0000101
#define SERIAL_PORT 0x3f8
#define SCREEN 0xb8000

    .section .head, "ax"
    .code32
    .global image_start
image_start:
    jmp     start
    .balign 8, 0x90
    nacre_loader_header
    .org    image_start + 64
    nacre_image_header CONTAINER_ELF64, MACHINE_X86_64, PHYSICAL(image_start), PHYSICAL(start)

// The header that GRUB looks for. Multiboot2 Specification, section 3.1.
    .balign 8
multiboot2_header:
    .long   MULTIBOOT2_MAGIC
    .long   0                       // 32-bit protected mode
    .long   multiboot2_end - multiboot2_header
    .long   -(MULTIBOOT2_MAGIC + (multiboot2_end - multiboot2_header))
    .short  MODULE_ALIGNMENT_TAG
    .short  0
    .long   8
    .short  0                       // the end
    .short  0
    .long   8
multiboot2_end:

// 32-bit protected mode without paging; ebx = what the loader hands over: PVH's structure, or, with GRUB's number in
// eax, multiboot 2's. Bit 0 of edi tells which: both are aligned.
start:
    cli
    cld
    mov     $PHYSICAL(core_stacks + CORE_STACKS_BLOCK), %esp
    xor     %edi, %edi
    cmp     $MULTIBOOT2_HANDOVER, %eax
    sete    %al
    movzx   %al, %edi
    or      %ebx, %edi
    mov     $0x80000000, %eax
    cpuid
    cmp     $0x80000001, %eax
    jb      no_long_mode
    mov     $0x80000001, %eax
    cpuid
    test    $(1 << 29), %edx
    jz      no_long_mode
    test    $(1 << 20), %edx
    jz      no_execute_protection
    lea     PHYSICAL(first_core_64), %esi
    jmp     enter_long_mode

// The other cores come here from the trampoline, in 32-bit protected mode with flat segments.
    .global start_secondary
start_secondary:
    lea     PHYSICAL(other_core_64), %esi

// Goes on at esi in 64-bit mode, where memory is seen at its physical addresses. Keeps edi.
enter_long_mode:
    mov     $CR4_PAE, %eax
    mov     %eax, %cr4
    mov     $PHYSICAL(identity_root), %eax
    mov     %eax, %cr3
    mov     $EFER, %ecx
    rdmsr
    or      $EFER_ON, %eax
    wrmsr
    mov     $CR0_ON, %eax
    mov     %eax, %cr0
    lgdt    PHYSICAL(start_segments_pointer)
    ljmp    $SELECTOR_KERNEL_CODE, $PHYSICAL(in_long_mode)

no_long_mode:
    mov     $PHYSICAL(no_long_mode_text), %esi
    jmp     say
no_execute_protection:
    mov     $PHYSICAL(no_execute_text), %esi
// Prints the text at esi on the serial line and on the screen, and stops.
say:
    mov     $SCREEN, %edi
1:  lodsb
    test    %al, %al
    jz      3f
    mov     %al, %cl
    mov     $(SERIAL_PORT + 5), %dx
2:  inb     %dx, %al
    test    $0x20, %al
    jz      2b
    mov     $SERIAL_PORT, %dx
    mov     %cl, %al
    outb    %al, %dx
    mov     $0x0f, %ah
    stosw
    jmp     1b
3:  hlt
    jmp     3b

no_long_mode_text:
    .asciz  "Nacre cannot run here: the processor has no 64-bit mode"
no_execute_text:
    .asciz  "Nacre cannot run here: the processor cannot protect data from execution (is it switched off in the firmware?)"

    .code64
in_long_mode:
    jmp     *%rsi

first_core_64:
    push    %rdi
    lea     bss_start(%rip), %rdi
    lea     kernel_end(%rip), %rcx
    sub     %rdi, %rcx
    shr     $3, %rcx
    xor     %eax, %eax
    rep stosq
    call    build_boot_tables
    pop     %r13
    xor     %r12d, %r12d
    lea     main(%rip), %r14
    jmp     into_window

// A core knows its number by that of its interrupt controller.
other_core_64:
    mov     $1, %eax
    cpuid
    shr     $24, %ebx
    lea     core_of_controller(%rip), %rax
    movzbl  (%rax, %rbx), %r12d
    xor     %r13d, %r13d
    lea     secondary_main(%rip), %r14

// r12 = this core's number, r13 = what was handed over, r14 = where to go on, both as seen at physical addresses.
into_window:
    lea     window_root(%rip), %rbx
    movabs  $WINDOW_BASE, %rax
    add     %rax, %r14
    lea     in_window(%rip), %rcx
    add     %rax, %rcx
    jmp     *%rcx
in_window:
    mov     %rbx, %cr3
    imul    $CORE_STACKS_SIZE, %r12, %rax
    lea     core_stacks + CORE_STACKS_BLOCK(%rip), %rsp
    add     %rax, %rsp
    movq    $0, BLOCK_PROCESSOR(%rsp)
    mov     %rsp, BLOCK_SELF(%rsp)
    movq    $0, BLOCK_BASES_OF(%rsp)
    movq    $1, BLOCK_GS_BASE(%rsp) // what the processor has is not known
    mov     %r12, BLOCK_INDEX(%rsp)
    mov     %rsp, %rax
    mov     %rsp, %rdx
    shr     $32, %rdx
    mov     $MODEL_GS_BASE, %ecx
    wrmsr
    mov     %r12, %rdi
    call    load_descriptor_tables
    mov     %rsp, %rax              // the data selectors' bases are gone, and with them GS's
    mov     %rsp, %rdx
    shr     $32, %rdx
    mov     $MODEL_GS_BASE, %ecx
    wrmsr
    xor     %ebp, %ebp
    mov     %r12, %rdi
    mov     %r13, %rsi
    call    *%r14
    ud2                             // nobody returns; a backtrace wants the return address to be in here

// What another core executes first: real mode, at a page below 1 MiB to which Board::start_core copies it.
    .section .rodata.trampoline, "a"
    .code16
    .global trampoline_start, trampoline_end
trampoline_start:
    cli
    lgdtl   %cs:(trampoline_segments_pointer - trampoline_start)
    mov     %cr0, %eax
    or      $1, %al
    mov     %eax, %cr0
    ljmpl   $SELECTOR_KERNEL_CODE32, $PHYSICAL(trampoline_protected)
    .balign 8
trampoline_segments_pointer:
    .short  start_segments_end - start_segments - 1
    .long   PHYSICAL(start_segments)
trampoline_end:

    .section .head, "ax"
    .code32
trampoline_protected:
    mov     $SELECTOR_KERNEL_DATA, %eax
    mov     %eax, %ds
    mov     %eax, %es
    mov     %eax, %ss
    jmp     start_secondary

    .section .rodata.start, "a"
    .balign 8
start_segments:
    .quad   0
    .quad   0x00af9b000000ffff      // 64-bit code
    .quad   0x00cf93000000ffff      // data
    .quad   0x00cf9b000000ffff      // 32-bit code
start_segments_end:
start_segments_pointer:
    .short  start_segments_end - start_segments - 1
    .quad   PHYSICAL(start_segments)

// The first gigabyte at its physical addresses. The kernel's entries are added by build_boot_tables.
    .section .data.start, "aw"
    .balign 4096
    .global identity_root
identity_root:
    .quad   PHYSICAL(identity_level1) + 3
    .zero   4088
identity_level1:
    .quad   PHYSICAL(identity_level2) + 3
    .zero   4088
identity_level2:
    .set    block, 0
    .rept   512
    .quad   block * 0x200000 + 0x83
    .set    block, block + 1
    .endr
