// SPDX-License-Identifier: MIT
// The classes of floating-point numbers, as libc++'s <math.h> names them; there are no functions.
#pragma once

#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
