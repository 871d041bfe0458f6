// SPDX-License-Identifier: MIT
// What libc++'s headers expect of <stdlib.h> without a heap. Only abort() is ever defined.
#pragma once
#include <stddef.h>

typedef struct {
    int quot;
    int rem;
} div_t;
typedef struct {
    long quot;
    long rem;
} ldiv_t;
typedef struct {
    long long quot;
    long long rem;
} lldiv_t;

__attribute__((noreturn)) void abort(void);
ldiv_t ldiv(long numerator, long denominator);
lldiv_t lldiv(long long numerator, long long denominator);
