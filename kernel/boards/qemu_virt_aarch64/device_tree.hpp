// SPDX-License-Identifier: MIT
// What the kernel wants to know of a flattened device tree.
#pragma once

#include <core/boot/machine_description.hpp>

#include <optional>

namespace nacre::kernel::board {

class DeviceTree {
public:
    /// Nothing if there is no well-formed tree at `start`.
    static std::optional<DeviceTree> at(const void* start);

    std::size_t size() const;
    void add_memory(boot::RangeList& ranges) const;
    /// Both kinds: the reservation block, and the children of /reserved-memory.
    void add_reserved(boot::RangeList& ranges) const;
    unsigned processors() const;
    /// Does the firmware want `smc` rather than `hvc`?
    bool firmware_behind_monitor() const;

private:
    explicit DeviceTree(const void* start) : start_{start} {}
    void add_regions(int node, int parent, boot::RangeList& ranges) const;
    bool has_device_type(int node, const char* type) const;

    const void* start_;
};

} // namespace nacre::kernel::board
