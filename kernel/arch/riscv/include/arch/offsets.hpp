// SPDX-License-Identifier: MIT
// Layouts and constants that assembly shares with C++; check.cpp and the structs' headers compare them.
// Preprocessor only: the assembler reads this file too.
#pragma once

// Bytes of a word
#define WORD_BYTES (__riscv_xlen / 8)

// Registers, in words: general register xN is at N - 1.
#define REGISTERS_T6 30
#define REGISTERS_NEXT 31
#define REGISTERS_PC 32
#define REGISTERS_CORE 33

// Processor, in words
#if __riscv_xlen == 64
#define PROCESSOR_CURRENT 3
#else
#define PROCESSOR_CURRENT 4
#endif

// CoreStacks
#define CORE_STACKS_SIZE 0x5000
#define CORE_STACKS_BLOCK 0x2ff0

// CoreBlock, in words
#define CORE_BLOCK_INDEX 1

// ExceptionFrame: 32 general registers (x0's place holds where it happened), cause, address, status
#define EXCEPTION_FRAME_SIZE (36 * WORD_BYTES)
#define EXCEPTION_FRAME_FROM_BLOCK (CORE_STACKS_SIZE - CORE_STACKS_BLOCK - EXCEPTION_FRAME_SIZE)
#define EXCEPTION_FRAME_LINK 0
#define EXCEPTION_FRAME_CAUSE 32
#define EXCEPTION_FRAME_VALUE 33
#define EXCEPTION_FRAME_STATUS 34

// Calls of the machine-mode layer, in a7
#define MACHINE_CALL_DESCRIBE 0
#define MACHINE_CALL_SET_DEADLINE 1
#define MACHINE_CALL_INTERRUPT_CORE 2
#define MACHINE_CALL_WAIT_FOR_EVENT 3
#define MACHINE_CALL_SEND_EVENT 4
#define MACHINE_CALL_PAUSE 5
#define MACHINE_CALL_START_CORE 6
