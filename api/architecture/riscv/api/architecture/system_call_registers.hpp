// SPDX-License-Identifier: MIT
// Which register holds what at a system call, in words: for the manual.
#pragma once

#include <api/register_role.hpp>

#include <array>

namespace nacre::api::architecture {

inline constexpr std::array system_call_registers{
    RegisterRole{"instruction", "`ecall`"},
    RegisterRole{"number of the call", "a7"},
    RegisterRole{"capability; afterwards the badge", "a0"},
    RegisterRole{"message info", "a1"},
    RegisterRole{"message words 0 to 3", "a2, a3, a4, a5"},
    RegisterRole{"reply capability", "a6"},
    RegisterRole{"destination of a sending half", "t0"},
    RegisterRole{"thread-local storage", "tp"},
};

} // namespace nacre::api::architecture
