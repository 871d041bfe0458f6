// SPDX-License-Identifier: MIT
// What a check must know of x86-64.
#pragma once

#include <api/architecture/user_context.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance::architecture {

/// Where a function finds its first argument.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.rdi = argument;
}

/// The word of a UserContext in which a function finds its first argument.
inline constexpr std::size_t first_argument_word =
    offsetof(api::architecture::UserContext, rdi) / sizeof(Word);
/// The same for the reply capability of a system call.
inline constexpr std::size_t reply_word = offsetof(api::architecture::UserContext, r12) / sizeof(Word);
/// Registers of a UserContext that programs cannot set as they like.
inline constexpr std::size_t state_register = offsetof(api::architecture::UserContext, flags) / sizeof(Word);
/// Bits of it that stay 0: the privilege level for IO.
inline constexpr Word privileged_state = 0x3000;

/// A table above the page tables, each of its own kind.
inline Capability make_upper_table(Scene& scene, api::ObjectKind kind) {
    using Own = api::architecture::ObjectType;
    return scene.make(kind == api::ObjectKind::page_directory ? Own::page_directory
                                                              : Own::page_directory_pointer_table);
}

} // namespace nacre::conformance::architecture
