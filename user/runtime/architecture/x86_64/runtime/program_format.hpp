// SPDX-License-Identifier: MIT
// What a loader must know of this architecture: the machine's number in ELF files, and a new thread's
// registers.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/elf_format.hpp>

#include <array>

namespace nacre::user::architecture {

inline constexpr std::uint16_t elf_machine = elf::machine_x86_64;

/// A function expects its stack as a call would leave it: a return address below a multiple of 16.
constexpr Word first_stack_pointer(Word top) { return top - sizeof(Word); }

/// The first words of a UserContext, for Thread_WriteRegisters; the kernel sets what a program must not
/// choose.
constexpr auto start_registers(Word entry, Word stack_top, Word argument) {
    constexpr std::size_t first_argument = offsetof(api::architecture::UserContext, rdi) / sizeof(Word);
    std::array<Word, first_argument + 1> registers{};
    registers[offsetof(api::architecture::UserContext, program_counter) / sizeof(Word)] = entry;
    registers[offsetof(api::architecture::UserContext, stack_pointer) / sizeof(Word)] =
        first_stack_pointer(stack_top);
    registers[first_argument] = argument;
    return registers;
}

} // namespace nacre::user::architecture
