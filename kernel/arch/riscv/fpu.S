// SPDX-License-Identifier: MIT
// Moves the floating-point registers to and from an FpuState; the only code of the kernel that touches them.
    .option arch, +f, +d

.macro each_register operation
    .irp number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \operation f\number, (8 * \number)(a0)
    .endr
.endm

    .section .text.fpu, "ax"
    .global fpu_save
fpu_save:
    each_register fsd
    frcsr   a1
    sw      a1, 256(a0)
    ret

    .global fpu_load
fpu_load:
    each_register fld
    lw      a1, 256(a0)
    fscsr   a1
    ret
