// SPDX-License-Identifier: MIT
// Where a program begins: what the assembly start code expects of the rest.
#pragma once

#include <base/word.hpp>

#include <cstddef>

extern "C" {

/// Entered once, on a stack, with the first argument register as the program was given it: the address of the
/// boot information for the root task, of the program page for every other. Global constructors have not run.
[[noreturn]] void start(nacre::Word argument);

/// The root task defines this: the kernel starts it without a stack. All other programs bring one and leave
/// it out.
extern constinit std::byte nacre_root_stack[];
}

namespace nacre::user {

inline constexpr std::size_t root_stack_size = 32768;

/// Runs the constructors of global objects. Call it after initialise_main_thread.
void run_constructors();

/// Ends the program by a fault that its fault handler sees: for when nothing else is left to do.
[[noreturn]] void die();

/// Called with the text of a failed assertion before the program dies. The runtime's own definition prints to
/// the kernel's console where that exists; a program can define another.
void report_failed_assertion(const char* expression, const char* file, unsigned line);

} // namespace nacre::user
