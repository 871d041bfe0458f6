// SPDX-License-Identifier: MIT
// From reset to C++: the image's header, and, when the machine-mode layer has dropped to supervisor mode, boot page
// tables, MMU on, jump to the kernel window.
#include <arch/offsets.hpp>
#include <arch/word_access.inc>
#include <boot/image_header.inc>

#if __riscv_xlen == 64
#define CONTAINER CONTAINER_ELF64
#define SATP_MODE (8 << 60)
#define ADDRESS .quad
#else
#define CONTAINER CONTAINER_ELF32
#define SATP_MODE (1 << 31)
#define ADDRESS .long
#endif
#define MACHINE_RISCV 243
#define STATUS_SUM_MXR_FS_SPP (1 << 18 | 1 << 19 | 3 << 13 | 1 << 8)

// All harts begin here in machine mode, with a1 = device tree; machine_mode.S goes on.
    .section .head, "ax"
    .option push
    .option norvc
    .global image_start
image_start:
    j       machine_mode_entry
    .balign 8
    .option pop
    nacre_loader_header
    nacre_image_header CONTAINER, MACHINE_RISCV, load_address, load_address

// Supervisor mode, MMU off, a0 = hart, a1 = device tree. Symbols are reached relative to the program counter up to the
// jump, so each has its physical address until then.
    .section .text.start, "ax"
    .global start
start:
    mv      s0, a0
    mv      s1, a1
    lla     t0, bss_start
    lla     t1, kernel_end
1:  store_word zero, 0, t0
    store_word zero, 1, t0
    store_word zero, 2, t0
    store_word zero, 3, t0
    addi    t0, t0, 4 * WORD_BYTES
    bltu    t0, t1, 1b
    lla     sp, core_stacks
    li      t0, CORE_STACKS_BLOCK
    add     sp, sp, t0
    mv      a0, s1
    call    build_boot_tables
    lla     t0, addresses
    load_word s2, 1, t0
    j       enter_window

// The other cores come here when the first one calls them: MMU off, a0 = hart.
    .global start_secondary
start_secondary:
    mv      s0, a0
    lla     t0, addresses
    load_word s2, 2, t0

// s0 = this core's number, s1 = device tree, s2 = where to go on. With the MMU on, the next instruction is not there
// any more: the fetch traps to where the window shows it. (Where the window shows it at the same address, it goes on.)
enter_window:
    lla     t0, addresses
    load_word t0, 0, t0
    csrw    stvec, t0
    lla     t1, window_root
    srli    t1, t1, 12
    li      t2, SATP_MODE
    or      t1, t1, t2
    sfence.vma
    csrw    satp, t1
    .balign 4
in_window:
    // Programs' pages are out of the kernel's reach, the FPU is off, and returns go to user mode.
    li      t0, STATUS_SUM_MXR_FS_SPP
    csrc    sstatus, t0
    csrw    sscratch, zero
    lla     tp, core_stacks
    li      t0, CORE_STACKS_SIZE
    mul     t0, t0, s0
    add     tp, tp, t0
    li      t0, CORE_STACKS_BLOCK
    add     tp, tp, t0
    mv      sp, tp
    store_word zero, 0, tp
    store_word s0, CORE_BLOCK_INDEX, tp
#if __riscv_xlen == 32
    store_word zero, CORE_BLOCK_INDEX + 1, tp
#endif
    lla     t0, trap_vector
    csrw    stvec, t0
    mv      a0, s0
    mv      a1, s1
    mv      t0, s2
    li      s0, 0
    li      ra, 0
    jr      t0

// As the window shows them.
    .balign 8
addresses:
    ADDRESS in_window
    ADDRESS main
    ADDRESS secondary_main
