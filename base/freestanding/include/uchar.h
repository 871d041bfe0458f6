// SPDX-License-Identifier: MIT
// Wide characters do not exist here; libc++'s headers only need the name of this type.
#pragma once

typedef struct {
    unsigned state;
} mbstate_t;
