// SPDX-License-Identifier: MIT
// Layouts and constants that vector.S and start.S share with C++; check.cpp and the structs' headers compare
// them. Preprocessor only: the assembler reads this file too.
#pragma once

// Registers
#define REGISTERS_RDI 0
#define REGISTERS_RSI 8
#define REGISTERS_RAX 16
#define REGISTERS_RBX 24
#define REGISTERS_RBP 32
#define REGISTERS_R12 40
#define REGISTERS_R13 48
#define REGISTERS_R14 56
#define REGISTERS_RDX 64
#define REGISTERS_R10 72
#define REGISTERS_R8 80
#define REGISTERS_R9 88
#define REGISTERS_R15 96
#define REGISTERS_FLAGS 104
#define REGISTERS_NEXT 112
#define REGISTERS_PC 120
#define REGISTERS_RSP 128
#define REGISTERS_R11 136
#define REGISTERS_RCX 144
#define REGISTERS_FS_BASE 152
#define REGISTERS_GS_BASE 160
#define REGISTERS_BY_SYSTEM_CALL 168

// Processor
#define PROCESSOR_CURRENT 24

// CoreBlock
#define BLOCK_PROCESSOR 0
#define BLOCK_SELF 8
#define BLOCK_SCRATCH 16
#define BLOCK_BASES_OF 24
#define BLOCK_INDEX 32
#define BLOCK_ACCEPTED_VECTOR 36
#define BLOCK_FPU_ENABLED 38
#define BLOCK_GS_BASE 40
#define BLOCK_SIZE 48

// CoreStacks
#define CORE_STACKS_SIZE 0x5000
#define CORE_STACKS_BLOCK 0x2fd0

// ExceptionFrame
#define EXCEPTION_FRAME_SIZE 176
#define EXCEPTION_FRAME_FROM_BLOCK 0x1f80

// Selectors of the descriptor table. SYSCALL and SYSRET want code, data, data of programs, code of programs
// in this order (Intel SDM volume 3, section 5.8.8).
#define SELECTOR_KERNEL_CODE 0x08
#define SELECTOR_KERNEL_DATA 0x10
#define SELECTOR_KERNEL_CODE32 0x18 // only in the start stub's own table
#define SELECTOR_PROGRAM_DATA 0x1b
#define SELECTOR_PROGRAM_CODE 0x23
#define SELECTOR_TASK 0x28

// Vectors
#define VECTOR_FIRST_INTERRUPT 32
#define EXCEPTION_STUB_SIZE 16
