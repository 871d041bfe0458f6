// SPDX-License-Identifier: MIT
// The way to a driver's device, by what the board says of it: registers in memory or IO ports.
#pragma once

#include <base/address.hpp>
#include <loading/layout.hpp>
#include <runtime/device.hpp>
#include <runtime/io_port_bus.hpp>
#include <runtime/slots.hpp>

namespace nacre::user {

/// The root task maps the page of the registers there.
constexpr MemoryBus bus_of(PhysicalAddress registers) {
    return MemoryBus{layout::device + registers.value % layout::page_size};
}

constexpr IoPortBus bus_of(IoPorts ports, Word slot = slot::io_ports) { return {{slot}, ports.first}; }

} // namespace nacre::user
