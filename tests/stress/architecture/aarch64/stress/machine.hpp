// SPDX-License-Identifier: MIT
// What the stress program must know of AArch64.
#pragma once

#include <api/architecture/fault_message.hpp>
#include <api/architecture/user_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace nacre::stress::machine {

inline constexpr std::size_t vector_count = 32; ///< v0 to v31
inline constexpr std::size_t vector_words = 2 * vector_count;
using Vectors = std::array<Word, vector_words>;
/// x0 to x7 before a system call, x7 its number.
using CallRegisters = std::array<Word, 8>;

/// Where an unknown system call's message tells the first of them.
using Unknown = api::architecture::UnknownSystemCallMessage;
inline constexpr std::array<Word, 6> call_words{Unknown::x0, Unknown::x1, Unknown::x2,
                                                Unknown::x3, Unknown::x4, Unknown::x5};

inline void undefined_instruction() { asm volatile("udf #0"); }

/// Is there the instruction that makes a system call?
inline bool is_system_call(Word address) {
    constexpr std::uint32_t supervisor_call = 0xd400'0001;
    return *reinterpret_cast<const std::uint32_t*>(address) == supervisor_call;
}

inline constexpr Word instruction_size = 4;

/// For a function that begins.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.x0 = argument;
}

/// As if the function that faulted had returned that value.
inline void return_from_function(api::architecture::UserContext& context, Word value) {
    context.program_counter = context.x30;
    context.x0 = value;
}

} // namespace nacre::stress::machine
