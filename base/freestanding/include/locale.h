// SPDX-License-Identifier: MIT
// Empty on purpose: libc++'s <locale.h> includes it and uses only what is declared.
#pragma once
