// SPDX-License-Identifier: MIT
// What every architecture's arch/backtrace.hpp declares: the way from a stopped kernel to words for its
// developer.
//
// - `unsigned backtrace(std::span<Word>)`: fills in the return addresses of the caller and its callers,
// innermost
//   first; returns how many.
// - `void print_location(Word)`: prints an address of kernel text as function and offset, anything else as a
// number.
#pragma once

#include <base/word.hpp>

#include <span>

namespace nacre::kernel::arch {

unsigned backtrace(std::span<Word> return_addresses);
void print_location(Word address);

} // namespace nacre::kernel::arch
