// SPDX-License-Identifier: MIT
// The registers of a thread in the order in which Thread_ReadRegisters gives and Thread_WriteRegisters takes
// them.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::api::architecture {

struct UserContext {
    Word program_counter;
    Word return_address; ///< ra
    Word stack_pointer;  ///< sp
    Word global_pointer; ///< gp
    Word s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
    Word a0, a1, a2, a3, a4, a5, a6, a7;
    Word t0, t1, t2, t3, t4, t5, t6;
    Word thread_pointer; ///< tp
};

inline constexpr std::size_t user_context_words = sizeof(UserContext) / sizeof(Word);
/// How many of them Thread_CopyRegisters counts among the frame registers: program counter to s11.
inline constexpr std::size_t frame_register_count = 16;

/// The same registers by name.
inline constexpr std::array user_context_names{"program counter",
                                               "ra",
                                               "sp",
                                               "gp",
                                               "s0",
                                               "s1",
                                               "s2",
                                               "s3",
                                               "s4",
                                               "s5",
                                               "s6",
                                               "s7",
                                               "s8",
                                               "s9",
                                               "s10",
                                               "s11",
                                               "a0",
                                               "a1",
                                               "a2",
                                               "a3",
                                               "a4",
                                               "a5",
                                               "a6",
                                               "a7",
                                               "t0",
                                               "t1",
                                               "t2",
                                               "t3",
                                               "t4",
                                               "t5",
                                               "t6",
                                               "tp"};

static_assert(user_context_names.size() == user_context_words);
static_assert(user_context_words == 32);
static_assert(offsetof(UserContext, a0) == frame_register_count * sizeof(Word));
static_assert(offsetof(UserContext, thread_pointer) == 31 * sizeof(Word));

} // namespace nacre::api::architecture
