// SPDX-License-Identifier: MIT
// Who called whom in the kernel, and where an address lies in its source.
#pragma once

#include <base/word.hpp>

#include <span>

namespace nacre::kernel::arch {

/// Fills in the return addresses of the calling function and its callers, innermost first; returns how many.
unsigned backtrace(std::span<Word> return_addresses);

/// The same for code that was interrupted: `frame` is its frame pointer.
unsigned backtrace_from(Word frame, std::span<Word> return_addresses);

/// Prints where an exception came, where the function that it came in returns to (`link`), and who called
/// that: `frame` is the frame pointer at the exception.
void print_backtrace(Word frame, Word at, Word link);

/// Prints an address of kernel text as function and offset, anything else as a number.
void print_location(Word address);

} // namespace nacre::kernel::arch
