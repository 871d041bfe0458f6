// SPDX-License-Identifier: MIT
// What the kernel wants to know of a flattened device tree.
#pragma once

#include <core/boot/machine_description.hpp>

#include <optional>
#include <string_view>

namespace nacre::kernel::drivers {

class DeviceTree {
public:
    /// Nothing if there is no well-formed tree at `start`.
    static std::optional<DeviceTree> at(void* start);

    /// Cuts off the room that QEMU left for more; returns the size that remains.
    std::size_t trim();
    void add_memory(boot::RangeList& ranges) const;
    /// Both kinds: the reservation block, and the children of /reserved-memory.
    void add_reserved(boot::RangeList& ranges) const;
    unsigned processors() const;
    /// Of the cores' clock, where the tree tells it (RISC-V).
    std::optional<std::uint32_t> timebase_frequency() const;
    /// Does the firmware want `smc` rather than `hvc`?
    bool firmware_behind_monitor() const;

private:
    explicit DeviceTree(void* start) : start_{start} {}
    void add_regions(int node, int parent, boot::RangeList& ranges) const;
    bool property_is(int node, const char* name, std::string_view expected) const;

    std::size_t used_size() const;

    void* start_;
};

} // namespace nacre::kernel::drivers
