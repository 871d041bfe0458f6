// SPDX-License-Identifier: MIT
// What the stress program must know of x86-64.
#pragma once

#include <api/architecture/fault_message.hpp>
#include <api/architecture/user_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace nacre::stress::machine {

inline constexpr std::size_t vector_count = 16; ///< xmm0 to xmm15
inline constexpr std::size_t vector_words = 2 * vector_count;
using Vectors = std::array<Word, vector_words>;
/// rdi, rsi, r10, r8, r9, r15, r12 and rdx before a system call, rdx its number.
using CallRegisters = std::array<Word, 8>;

/// Where an unknown system call's message tells the first of them.
using Unknown = api::architecture::UnknownSystemCallMessage;
inline constexpr std::array<Word, 6> call_words{Unknown::rdi, Unknown::rsi, Unknown::r10,
                                                Unknown::r8,  Unknown::r9,  Unknown::r15};

inline void undefined_instruction() { asm volatile("ud2"); }

/// Is there the instruction that makes a system call?
inline bool is_system_call(Word address) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(address);
    return bytes[0] == 0x0f && bytes[1] == 0x05;
}

inline constexpr Word instruction_size = 2; ///< of `syscall` and of `ud2`

/// For a function that begins.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.rdi = argument;
}

/// As if the function that faulted had returned that value: it has no frame but its return address.
inline void return_from_function(api::architecture::UserContext& context, Word value) {
    context.program_counter = *reinterpret_cast<const Word*>(context.stack_pointer);
    context.stack_pointer += sizeof(Word);
    context.rax = value;
}

} // namespace nacre::stress::machine
