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

extern "C" {

[[gnu::visibility("hidden")]] extern const std::byte __ehdr_start;
[[gnu::visibility("hidden")]] extern const std::byte etext;

/// Loads all vector registers from `in`, makes a system call unless `registers` is null, counts `turns` down,
/// and stores them to `out`.
void stress_hold_vectors(const Vectors* in, Vectors* out, CallRegisters* registers, Word turns);

/// Makes a system call with these registers, and leaves what it finds in them behind it.
void stress_system_call(CallRegisters* registers);

/// The value at the address; whatever a fault handler puts into x0 when it sends the thread back.
Word stress_read(Word address);
void stress_write(Word address, Word value);
}

inline void undefined_instruction() { asm volatile("udf #0"); }

/// Between the first and the last byte of the program's text, which the linker defines.
inline bool is_in_program(Word address) {
    return address >= reinterpret_cast<Word>(&__ehdr_start) && address < reinterpret_cast<Word>(&etext);
}

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
