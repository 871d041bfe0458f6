// SPDX-License-Identifier: MIT
// The fake machine has no backtraces: the sanitizers' reports do it better.
#include <arch/backtrace.hpp>
#include <core/log.hpp>

namespace nacre::kernel::arch {

unsigned backtrace(std::span<Word>) { return 0; }

void print_location(Word address) { print("{:#x}", address); }

} // namespace nacre::kernel::arch
