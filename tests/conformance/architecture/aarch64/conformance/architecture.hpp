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

/// The word of a UserContext in which a function finds its first argument.
inline constexpr std::size_t first_argument_word =
    offsetof(api::architecture::UserContext, x0) / sizeof(Word);
/// The same for the reply capability of a system call.
inline constexpr std::size_t reply_word = offsetof(api::architecture::UserContext, x6) / sizeof(Word);
/// Registers of a UserContext that programs cannot set as they like.
inline constexpr std::size_t state_register = 2;
/// Bits of it that stay 0: the exception level.
inline constexpr Word privileged_state = 0xf;

/// Two instructions that return a small number: MOVZ X0, #value; RET.
constexpr Word code_that_returns(Word value) {
    constexpr Word move_to_x0 = 0xd280'0000;
    constexpr Word return_to_caller = 0xd65f'03c0;
    return (move_to_x0 | value << 5) | return_to_caller << 32;
}

/// Tables of all levels are of one kind.
inline Capability make_upper_table(Scene&, api::ObjectKind) { return {}; }

} // namespace nacre::conformance::architecture
