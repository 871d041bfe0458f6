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
    Word stack_pointer;
    Word processor_state;
    Word x0, x1, x2, x3, x4, x5, x6, x7, x8;
    Word x16, x17, x18, x29, x30;
    Word x9, x10, x11, x12, x13, x14, x15;
    Word x19, x20, x21, x22, x23, x24, x25, x26, x27, x28;
    Word thread_pointer;           ///< TPIDR_EL0
    Word thread_pointer_read_only; ///< TPIDRRO_EL0
};

inline constexpr std::size_t user_context_words = sizeof(UserContext) / sizeof(Word);
/// How many of them Thread_CopyRegisters counts among the frame registers: program counter to x30.
inline constexpr std::size_t frame_register_count = 17;

/// The same registers by name.
inline constexpr std::array user_context_names{"program counter",
                                               "stack pointer",
                                               "processor state",
                                               "x0",
                                               "x1",
                                               "x2",
                                               "x3",
                                               "x4",
                                               "x5",
                                               "x6",
                                               "x7",
                                               "x8",
                                               "x16",
                                               "x17",
                                               "x18",
                                               "x29",
                                               "x30",
                                               "x9",
                                               "x10",
                                               "x11",
                                               "x12",
                                               "x13",
                                               "x14",
                                               "x15",
                                               "x19",
                                               "x20",
                                               "x21",
                                               "x22",
                                               "x23",
                                               "x24",
                                               "x25",
                                               "x26",
                                               "x27",
                                               "x28",
                                               "TPIDR_EL0",
                                               "TPIDRRO_EL0"};

static_assert(user_context_names.size() == user_context_words);
static_assert(user_context_words == 36);
static_assert(offsetof(UserContext, x16) == 12 * sizeof(Word));
static_assert(offsetof(UserContext, x9) == frame_register_count * sizeof(Word));
static_assert(offsetof(UserContext, thread_pointer) == 34 * sizeof(Word));

} // namespace nacre::api::architecture
