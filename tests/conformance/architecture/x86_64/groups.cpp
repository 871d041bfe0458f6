// SPDX-License-Identifier: MIT
// Which groups of checks this architecture has beside those of all.
#include <conformance/checks/groups.hpp>

#include <array>

namespace nacre::conformance {

std::span<const std::span<const Check>> architecture_groups() {
    static const std::array groups{
        mapping_checks(),      interrupt_pin_checks(), io_port_checks(),
        legacy_timer_checks(), wide_register_checks(),
    };
    return groups;
}

} // namespace nacre::conformance
