// SPDX-License-Identifier: MIT
// What a check must know of AArch64.
#pragma once

#include <api/architecture/user_context.hpp>

namespace nacre::conformance::architecture {

/// Where a function finds its first argument.
inline void set_first_argument(api::architecture::UserContext& context, Word argument) {
    context.x0 = argument;
}

} // namespace nacre::conformance::architecture
