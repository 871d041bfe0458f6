// SPDX-License-Identifier: MIT
// What a loader must know of this architecture: the machine's number in ELF files, and a new thread's
// registers.
#pragma once

#include <api/architecture/user_context.hpp>
#include <base/elf_format.hpp>

#include <array>

namespace nacre::user::architecture {

inline constexpr std::uint16_t elf_machine = elf::machine_riscv;

/// The stack of a thread that begins with a function.
constexpr Word first_stack_pointer(Word top) { return top; }

/// The first words of a UserContext, for Thread_WriteRegisters.
constexpr auto start_registers(Word entry, Word stack_pointer, Word argument) {
    constexpr std::size_t first_argument = offsetof(api::architecture::UserContext, a0) / sizeof(Word);
    std::array<Word, first_argument + 1> registers{};
    registers[offsetof(api::architecture::UserContext, program_counter) / sizeof(Word)] = entry;
    registers[offsetof(api::architecture::UserContext, stack_pointer) / sizeof(Word)] = stack_pointer;
    registers[first_argument] = argument;
    return registers;
}

} // namespace nacre::user::architecture
