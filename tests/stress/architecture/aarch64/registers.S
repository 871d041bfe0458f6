// SPDX-License-Identifier: MIT
// Registers that hold known values across an entry to the kernel.


    .text
    .global stress_hold_vectors
stress_hold_vectors:
    stp d8, d9, [sp, #-96]!
    stp d10, d11, [sp, #16]
    stp d12, d13, [sp, #32]
    stp d14, d15, [sp, #48]
    stp x19, x20, [sp, #64]
    stp x21, x30, [sp, #80]
    mov x19, x1
    mov x20, x3
    mov x21, x2
    ldp q0, q1, [x0]
    ldp q2, q3, [x0, #32]
    ldp q4, q5, [x0, #64]
    ldp q6, q7, [x0, #96]
    ldp q8, q9, [x0, #128]
    ldp q10, q11, [x0, #160]
    ldp q12, q13, [x0, #192]
    ldp q14, q15, [x0, #224]
    ldp q16, q17, [x0, #256]
    ldp q18, q19, [x0, #288]
    ldp q20, q21, [x0, #320]
    ldp q22, q23, [x0, #352]
    ldp q24, q25, [x0, #384]
    ldp q26, q27, [x0, #416]
    ldp q28, q29, [x0, #448]
    ldp q30, q31, [x0, #480]
    cbz x21, 1f
    ldp x0, x1, [x21]
    ldp x2, x3, [x21, #16]
    ldp x4, x5, [x21, #32]
    ldp x6, x7, [x21, #48]
    svc #0
    stp x0, x1, [x21]
    stp x2, x3, [x21, #16]
    stp x4, x5, [x21, #32]
1:  cbz x20, 2f
    sub x20, x20, #1
    b 1b
2:  stp q0, q1, [x19]
    stp q2, q3, [x19, #32]
    stp q4, q5, [x19, #64]
    stp q6, q7, [x19, #96]
    stp q8, q9, [x19, #128]
    stp q10, q11, [x19, #160]
    stp q12, q13, [x19, #192]
    stp q14, q15, [x19, #224]
    stp q16, q17, [x19, #256]
    stp q18, q19, [x19, #288]
    stp q20, q21, [x19, #320]
    stp q22, q23, [x19, #352]
    stp q24, q25, [x19, #384]
    stp q26, q27, [x19, #416]
    stp q28, q29, [x19, #448]
    stp q30, q31, [x19, #480]
    ldp x21, x30, [sp, #80]
    ldp x19, x20, [sp, #64]
    ldp d14, d15, [sp, #48]
    ldp d12, d13, [sp, #32]
    ldp d10, d11, [sp, #16]
    ldp d8, d9, [sp], #96
    ret

    .global stress_system_call
stress_system_call:
    mov x9, x0
    ldp x0, x1, [x9]
    ldp x2, x3, [x9, #16]
    ldp x4, x5, [x9, #32]
    ldp x6, x7, [x9, #48]
    svc #0
    stp x0, x1, [x9]
    stp x2, x3, [x9, #16]
    stp x4, x5, [x9, #32]
    stp x6, x7, [x9, #48]
    ret

    .global stress_read
stress_read:
    ldr x0, [x0]
    ret

    .global stress_write
stress_write:
    str x1, [x0]
    ret
