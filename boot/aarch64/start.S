// SPDX-License-Identifier: MIT
// From the firmware to C++: the image's headers, EL2 to EL1, boot page tables, MMU on, jump to the high half.
#include <arch/offsets.hpp>
#include <boot/image_header.inc>

// Bits that are 1 on cores without the features that they control (LSMAOE, nTLSMD, SPAN, EIS, TSCXT, EOS).
#define SCTLR_BASE  0x30d00800
// MMU, data cache, stack alignment (EL1, EL0), no AArch32 SETEND, instruction cache; programs may zero, clean and
// unify cache lines that they can read, see the cache geometry, and sleep. Not WXN: it would bind programs too, and
// some map their one segment writable and executable. What the kernel maps is never both, and what programs can
// write is never executable here.
#define SCTLR_ON    (SCTLR_BASE | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 8 | 1 << 12 | 1 << 14 | 1 << 15 \
                     | 1 << 16 | 1 << 18 | 1 << 26)
// 48-bit halves, 4 KiB granule, walks through write-back inner-shareable memory, 16-bit ASIDs from TTBR0.
#define TCR_BASE    (16 | 1 << 8 | 1 << 10 | 3 << 12 | 16 << 16 | 1 << 24 | 1 << 26 | 3 << 28 | 2 << 30 | 1 << 36)

// The header that boot loaders and QEMU know (Linux, Documentation/arm64/booting.rst), then ours.
    .section .head, "ax"
    .global image_start
image_start:
    b       start
    .long   0
    .quad   image_text_offset       // where the image wants to be, from the start of RAM
    .quad   image_size              // make_image replaces it by the size with the archive
    .quad   2                       // little-endian, 4 KiB pages, near the start of RAM
    .quad   0, 0, 0
    .ascii  "ARM\x64"
    .long   0
    nacre_image_header CONTAINER_NONE, 0, 0, 0

// Entered with the MMU off and x0 = device tree, if there is one. Symbols are reached relative to the program
// counter up to the jump, so each has its physical address until then.
start:
    mov     x20, x0
    bl      enter_el1
    adrp    x0, bss_start
    adrp    x1, kernel_end
1:  stp     xzr, xzr, [x0]
    stp     xzr, xzr, [x0, #16]
    stp     xzr, xzr, [x0, #32]
    stp     xzr, xzr, [x0, #48]
    add     x0, x0, #64
    cmp     x0, x1
    b.lo    1b
    adrp    x0, core_stacks + CORE_STACKS_BLOCK
    add     x0, x0, :lo12:(core_stacks + CORE_STACKS_BLOCK)
    mov     sp, x0
    mov     x0, x20
    bl      build_boot_tables
    bl      enable_mmu
    mov     x19, #0
    ldr     x2, =start_core
    ldr     x3, =main
    br      x2

// The other cores come here when the first one calls them; x0 may be anything.
    .global start_secondary
start_secondary:
    bl      enter_el1
    bl      enable_mmu
    mrs     x19, mpidr_el1
    and     x19, x19, #0xff
    ldr     x2, =start_core
    ldr     x3, =secondary_main
    br      x2

// In the high half. x19 = this core's number, x20 = device tree, x3 = where to go on.
start_core:
    ldr     x0, =core_stacks + CORE_STACKS_BLOCK
    mov     x1, #CORE_STACKS_SIZE
    madd    x0, x19, x1, x0
    mov     sp, x0
    str     xzr, [x0]
    str     x19, [x0, #8]           // CoreBlock: index, not panicking
    msr     tpidr_el1, x0
    ldr     x0, =exception_vectors
    msr     vbar_el1, x0
    adrp    x0, empty_root
    mov     x1, #0x800000000000
    movk    x1, #0xffff, lsl #48
    sub     x0, x0, x1
    msr     ttbr0_el1, x0
    isb
    tlbi    vmalle1
    dsb     nsh
    isb
    msr     daifclr, #4             // a system error is to be heard at once
    mov     x29, #0
    mov     x30, #0
    mov     x0, x19
    mov     x1, x20
    br      x3

// Returns in EL1 with interrupts masked. Uses x9.
enter_el1:
    mrs     x9, CurrentEL
    cmp     x9, #(2 << 2)
    b.ne    1f
    mov     x9, #(1 << 31)          // HCR: EL1 is AArch64, nothing traps
    msr     hcr_el2, x9
    mov     x9, #3                  // EL1 may use the physical counter and timer
    msr     cnthctl_el2, x9
    msr     cntvoff_el2, xzr        // the virtual counter is the physical one
    mov     x9, #0x33ff             // CPTR: no trap of FPU and NEON
    msr     cptr_el2, x9
    msr     hstr_el2, xzr
    msr     vttbr_el2, xzr
    mrs     x9, midr_el1
    msr     vpidr_el2, x9
    mrs     x9, mpidr_el1
    msr     vmpidr_el2, x9
    mrs     x9, pmcr_el0            // MDCR: all performance counters belong to EL1
    ubfx    x9, x9, #11, #5
    msr     mdcr_el2, x9
    mov     x9, #0x3c5              // SPSR: EL1 on its own stack, all interrupts masked
    msr     spsr_el2, x9
    msr     elr_el2, x30
    ldr     x9, =SCTLR_BASE
    msr     sctlr_el1, x9
    eret
1:  msr     daifset, #15
    ret

// Returns with MMU and caches on. Uses x0 and x1.
enable_mmu:
    adrp    x0, identity_root
    msr     ttbr0_el1, x0
    adrp    x0, window_root
    msr     ttbr1_el1, x0
    ldr     x0, =0xff00             // MAIR: 0 is Device-nGnRnE, 1 is normal write-back (PageTableFormat)
    msr     mair_el1, x0
    mrs     x1, id_aa64mmfr0_el1    // TCR.IPS: as many physical address bits as the core has, 48 at most
    and     x1, x1, #15
    mov     x0, #5
    cmp     x1, x0
    csel    x1, x1, x0, lo
    ldr     x0, =TCR_BASE
    bfi     x0, x1, #32, #3
    msr     tcr_el1, x0
    msr     mdscr_el1, xzr          // no self-hosted debugging
    msr     pmuserenr_el0, xzr      // programs have no performance counters
    mov     x0, #2                  // CNTKCTL: programs read the virtual counter, nothing else of the timer
    msr     cntkctl_el1, x0
    mov     x0, #(1 << 20)          // CPACR: programs have no FPU until the kernel gives it
    msr     cpacr_el1, x0
    dsb     sy
    tlbi    vmalle1
    ic      iallu
    dsb     nsh
    isb
    mrs     x1, id_aa64mmfr1_el1    // PAN: where the core has it, on now and at each entry (SPAN = 0)
    ldr     x0, =SCTLR_ON
    ubfx    x1, x1, #20, #4
    cbz     x1, 1f
    bic     x0, x0, #(1 << 23)
    .inst   0xd500419f              // msr pan, #1
1:  msr     sctlr_el1, x0
    isb
    ret

    .ltorg
