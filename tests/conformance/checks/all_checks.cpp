// SPDX-License-Identifier: MIT
// The groups of checks in the order in which they run.
#include <conformance/checks/groups.hpp>

#include <array>

namespace nacre::conformance {

std::span<const std::span<const Check>> all_checks() {
    static const std::array groups{
        truncated_checks(),
    };
    return groups;
}

} // namespace nacre::conformance
