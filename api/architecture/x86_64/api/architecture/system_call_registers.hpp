// SPDX-License-Identifier: MIT
// Which register holds what at a system call, in words: for the manual.
#pragma once

#include <api/register_role.hpp>

#include <array>

namespace nacre::api::architecture {

inline constexpr std::array system_call_registers{
    RegisterRole{"instruction", "`syscall`, which loses rcx and r11"},
    RegisterRole{"number of the call", "rdx"},
    RegisterRole{"capability; afterwards the badge", "rdi"},
    RegisterRole{"message info", "rsi"},
    RegisterRole{"message words 0 to 3", "r10, r8, r9, r15"},
    RegisterRole{"reply capability", "r12"},
    RegisterRole{"destination of a sending half", "r13"},
    RegisterRole{"thread-local storage", "fs_base"},
};

} // namespace nacre::api::architecture
