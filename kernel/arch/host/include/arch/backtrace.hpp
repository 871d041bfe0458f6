// SPDX-License-Identifier: MIT
// The fake machine has no backtraces: the sanitizers' reports do it better.
#pragma once

#include <base/word.hpp>

#include <span>

namespace nacre::kernel::arch {

unsigned backtrace(std::span<Word> return_addresses);
void print_location(Word address);

} // namespace nacre::kernel::arch
