// SPDX-License-Identifier: MIT
// What a check must know of RISC-V.
#pragma once

#include <api/architecture/user_context.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance::architecture {

/// Where a function finds its first argument.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.a0 = argument;
}

/// The word of a UserContext in which a function finds its first argument.
inline constexpr std::size_t first_argument_word =
    offsetof(api::architecture::UserContext, a0) / sizeof(Word);
/// The same for the reply capability of a system call.
inline constexpr std::size_t reply_word = offsetof(api::architecture::UserContext, a6) / sizeof(Word);
/// Registers of a UserContext that programs cannot set as they like: none.
inline constexpr std::size_t state_register = api::architecture::user_context_words;
/// Bits of it that stay 0: none.
inline constexpr Word privileged_state = 0;

/// Tables of all levels are of one kind.
inline Capability make_upper_table(Scene&, api::ObjectKind) { return {}; }

} // namespace nacre::conformance::architecture
