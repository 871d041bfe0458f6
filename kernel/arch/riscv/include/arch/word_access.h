// SPDX-License-Identifier: MIT
// Loads and stores of whole words for the assembler, counted in words.
#pragma once

#if __riscv_xlen == 64
#define LOAD_INSTRUCTION ld
#define STORE_INSTRUCTION sd
#else
#define LOAD_INSTRUCTION lw
#define STORE_INSTRUCTION sw
#endif

.macro load_word register, index, base
    LOAD_INSTRUCTION \register, ((\index) * (__riscv_xlen / 8))(\base)
.endm

.macro store_word register, index, base
    STORE_INSTRUCTION \register, ((\index) * (__riscv_xlen / 8))(\base)
.endm
