// SPDX-License-Identifier: MIT
// The address of a capability in the program's own capability space.
#pragma once

#include <api/method.hpp>

namespace nacre::user {

/// Names a slot; whether anything lies there only the kernel knows. 0 is the null capability.
struct Capability {
    Word address = 0;

    constexpr bool operator==(const Capability&) const = default;
    constexpr explicit operator bool() const { return address != 0; }
    /// As an argument of a method.
    constexpr operator api::CapabilityArgument() const { return {address}; }
};

inline constexpr Capability null_capability{};

} // namespace nacre::user
