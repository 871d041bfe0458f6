// SPDX-License-Identifier: MIT
// Empty on purpose: libc++'s <ctype.h> includes it and uses only what is declared.
#pragma once
