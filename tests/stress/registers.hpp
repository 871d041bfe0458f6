// SPDX-License-Identifier: MIT
// What each architecture's registers.S does with registers, and where the program's text is.
#pragma once

#include <stress/machine.hpp>

#include <cstddef>

namespace nacre::stress::machine {

extern "C" {

[[gnu::visibility("hidden")]] extern const std::byte __ehdr_start;
[[gnu::visibility("hidden")]] extern const std::byte etext;

/// Loads all vector registers (floating-point registers where there are no others) from `in`, makes a system
/// call unless `registers` is null, counts `turns` down, and stores them to `out`.
void stress_hold_vectors(const Vectors* in, Vectors* out, CallRegisters* registers, Word turns);

/// Makes a system call with these registers, and leaves what it finds in them behind it.
void stress_system_call(CallRegisters* registers);

/// The value at the address; whatever a fault handler makes the result when it sends the thread back.
Word stress_read(Word address);
void stress_write(Word address, Word value);
}

/// Between the first and the last byte of the program's text, which the linker defines.
inline bool is_in_program(Word address) {
    return address >= reinterpret_cast<Word>(&__ehdr_start) && address < reinterpret_cast<Word>(&etext);
}

} // namespace nacre::stress::machine
