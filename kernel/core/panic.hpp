// SPDX-License-Identifier: MIT
// The end: what happened, where, and nothing more.
#pragma once

#include <base/word.hpp>

namespace nacre::kernel {

/// Prints `KERNEL PANIC` and the sentence, the calls that led here, and halts the machine. The other cores
/// stop first.
[[noreturn]] void panic(const char* sentence);

} // namespace nacre::kernel
