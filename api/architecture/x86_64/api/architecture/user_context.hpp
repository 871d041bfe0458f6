// SPDX-License-Identifier: MIT
// The registers of a thread in the order in which Thread_ReadRegisters gives and Thread_WriteRegisters takes
// them.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::api::architecture {

struct UserContext {
    Word program_counter; ///< rip
    Word stack_pointer;   ///< rsp
    Word flags;           ///< rflags
    Word rax, rbx, rcx, rdx, rsi, rdi, rbp;
    Word r8, r9, r10, r11, r12, r13, r14, r15;
    Word thread_pointer; ///< fs_base
    Word gs_base;
};

inline constexpr std::size_t user_context_words = sizeof(UserContext) / sizeof(Word);
/// How many of them Thread_CopyRegisters counts among the frame registers: program counter to r15.
inline constexpr std::size_t frame_register_count = 18;

/// The same registers by name.
inline constexpr std::array user_context_names{"program counter",
                                               "rsp",
                                               "rflags",
                                               "rax",
                                               "rbx",
                                               "rcx",
                                               "rdx",
                                               "rsi",
                                               "rdi",
                                               "rbp",
                                               "r8",
                                               "r9",
                                               "r10",
                                               "r11",
                                               "r12",
                                               "r13",
                                               "r14",
                                               "r15",
                                               "fs_base",
                                               "gs_base"};

static_assert(user_context_names.size() == user_context_words);
static_assert(user_context_words == 20);
static_assert(offsetof(UserContext, thread_pointer) == frame_register_count * sizeof(Word));

} // namespace nacre::api::architecture
