// SPDX-License-Identifier: MIT
// What a loader must know of this architecture: the machine's number in ELF files, and a new thread's
// registers.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/elf_format.hpp>

#include <array>

namespace nacre::user::architecture {

inline constexpr std::uint16_t elf_machine = elf::machine_aarch64;

/// The stack of a thread that begins with a function.
constexpr Word first_stack_pointer(Word top) { return top; }

/// The first words of a UserContext, for Thread_WriteRegisters; the kernel sets what a program must not
/// choose.
constexpr std::array<Word, 4> start_registers(Word entry, Word stack_pointer, Word argument) {
    static_assert(offsetof(api::architecture::UserContext, x0) == 3 * sizeof(Word));
    return {entry, stack_pointer, 0, argument};
}

} // namespace nacre::user::architecture
