// SPDX-License-Identifier: MIT
// How the machine enters the portable kernel.
#pragma once

/// The thread has all its registers saved: a door entered so need not save those that it uses once more, and
/// takes its arguments in r12, r13, r14 (vector.S).
#define NACRE_DOOR [[clang::preserve_none]]
