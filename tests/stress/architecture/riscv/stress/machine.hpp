// SPDX-License-Identifier: MIT
// What the stress program must know of RISC-V.
#pragma once

#include <api/architecture/fault_message.hpp>
#include <api/architecture/user_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nacre::stress::machine {

inline constexpr std::size_t vector_count = 32; ///< f0 to f31, of 64 bits each
inline constexpr std::size_t vector_words = vector_count * (64 / word_bits);
using Vectors = std::array<Word, vector_words>;
/// a0 to a7 before a system call, a7 its number.
using CallRegisters = std::array<Word, 8>;

/// Where an unknown system call's message tells the first of them.
using Unknown = api::architecture::UnknownSystemCallMessage;
inline constexpr std::array<Word, 6> call_words{Unknown::a0, Unknown::a1, Unknown::a2,
                                                Unknown::a3, Unknown::a4, Unknown::a5};

/// Writing a counter that programs can only read.
inline void undefined_instruction() { asm volatile(".option push\n .option norvc\n unimp\n .option pop"); }

/// Is there the instruction that makes a system call? It may lie across a word's border.
inline bool is_system_call(Word address) {
    constexpr std::uint32_t environment_call = 0x73;
    std::uint32_t instruction = 0;
    std::memcpy(&instruction, reinterpret_cast<const void*>(address), sizeof(instruction));
    return instruction == environment_call;
}

inline constexpr Word instruction_size = 4; ///< of `ecall` and of `unimp`

/// For a function that begins.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.a0 = argument;
}

/// As if the function that faulted had returned that value.
inline void return_from_function(api::architecture::UserContext& context, Word value) {
    context.program_counter = context.return_address;
    context.a0 = value;
}

} // namespace nacre::stress::machine
