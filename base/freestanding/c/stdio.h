// SPDX-License-Identifier: MIT
// There are no files; libc++'s strings need the end-of-file mark, and <cstdio> a declaration of remove().
#pragma once
#include <stddef.h>

#define EOF (-1)

int remove(const char* path);
