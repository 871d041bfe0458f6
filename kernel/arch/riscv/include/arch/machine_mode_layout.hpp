// SPDX-License-Identifier: MIT
// What the two halves of the machine-mode layer, machine_mode.S and machine_mode.cpp, share. Preprocessor
// only.
#pragma once

#include <arch/offsets.hpp>

/// As many as the kernel can use.
#define MACHINE_MODE_HARTS 8
#define MACHINE_MODE_HART_SIZE_BITS 10

// A trap's frame on the layer's stack: ra, t0 to t2, a0 to a7, t3 to t6, then sp, in words; a multiple of 16
// bytes.
#define MACHINE_MODE_FRAME_SIZE (20 * WORD_BYTES)
#define MACHINE_MODE_FRAME_A0 4
#define MACHINE_MODE_FRAME_SP 16
