// SPDX-License-Identifier: MIT
// Which register holds what at a system call, in words: for the manual.
#pragma once

#include <api/register_role.hpp>

#include <array>

namespace nacre::api::architecture {

inline constexpr std::array system_call_registers{
    RegisterRole{"instruction", "`svc #0`"},
    RegisterRole{"number of the call", "x7"},
    RegisterRole{"capability; afterwards the badge", "x0"},
    RegisterRole{"message info", "x1"},
    RegisterRole{"message words 0 to 3", "x2, x3, x4, x5"},
    RegisterRole{"reply capability", "x6"},
    RegisterRole{"destination of a sending half", "x8"},
    RegisterRole{"thread-local storage", "TPIDR_EL0"},
};

} // namespace nacre::api::architecture
