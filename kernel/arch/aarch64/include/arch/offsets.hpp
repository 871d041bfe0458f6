// SPDX-License-Identifier: MIT
// Layouts and constants that vector.S and start.S share with C++; check.cpp and the structs' headers compare
// them. Preprocessor only: the assembler reads this file too.
#pragma once

// Registers
#define REGISTERS_X30_SP 240
#define REGISTERS_PC_TRAPPED 256
#define REGISTERS_SPSR_TPIDR 272
#define REGISTERS_TPIDRRO 288

// Processor
#define PROCESSOR_CURRENT 24

// CoreStacks
#define CORE_STACKS_SIZE 0x5000
#define CORE_STACKS_BLOCK 0x2ff0

// ExceptionFrame
#define EXCEPTION_FRAME_SIZE 288
#define EXCEPTION_FRAME_FROM_BLOCK 0x1ef0
#define EXCEPTION_FRAME_X30_SP 240
#define EXCEPTION_FRAME_ELR_SPSR 256
#define EXCEPTION_FRAME_ESR_FAR 272
