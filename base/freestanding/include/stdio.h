// SPDX-License-Identifier: MIT
// The C header of the same name, as C++ sees it.
#pragma once
#include <stddef.h>

extern "C" {
#include "../c/stdio.h"
}
