// SPDX-License-Identifier: MIT
// What a check must know of AArch64.
#pragma once

#include <api/architecture/user_context.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance::architecture {

/// Where a function finds its first argument.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.x0 = argument;
}

/// Two instructions that return a small number: MOVZ X0, #value; RET.
constexpr Word code_that_returns(Word value) {
    constexpr Word move_to_x0 = 0xd280'0000;
    constexpr Word return_to_caller = 0xd65f'03c0;
    return (move_to_x0 | value << 5) | return_to_caller << 32;
}

/// Tables of all levels are of one kind.
inline Capability make_upper_table(Scene&, api::ObjectKind) { return {}; }

} // namespace nacre::conformance::architecture
