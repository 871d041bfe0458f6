// SPDX-License-Identifier: MIT
// Which groups of checks this architecture has beside those of all.
#include <conformance/checks/groups.hpp>

#include <array>

namespace nacre::conformance {

std::span<const std::span<const Check>> architecture_groups() {
    static const std::array groups{
        mapping_checks(),          frame_cache_checks(),        address_space_checks(),
        interrupt_number_checks(), software_interrupt_checks(),
    };
    return groups;
}

} // namespace nacre::conformance
