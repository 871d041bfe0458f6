// SPDX-License-Identifier: MIT
// Which IO ports have a capability.
#pragma once

#include <arch/machine.hpp>

#include <bitset>

namespace nacre::kernel {

template<typename Machine>
struct PortsOf {};

template<interface::HasIoPorts Machine>
struct PortsOf<Machine> {
    static constexpr std::size_t count = 65536;
    std::bitset<count> issued;
};

/// Nothing on a machine without ports.
using IoPortTable = PortsOf<arch::Machine>;

} // namespace nacre::kernel
