// SPDX-License-Identifier: MIT
// What the kernel wants to know of a flattened device tree.
#pragma once

#include <base/result.hpp>
#include <core/boot/machine_description.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace nacre::kernel::drivers {

class DeviceTree {
public:
    /// What boards map of memory from a tree's beginning on. No loader hands over a longer one.
    static constexpr std::size_t longest = std::size_t{2} << 20;

    /// The tree at the beginning of `memory`, looked through from end to end; a sentence if it is damaged.
    static Result<DeviceTree, const char*> at(std::span<std::byte> memory);

    /// Fills in memory as far as it lies in `window`, what is reserved of it, and how many cores there are; a
    /// sentence if no kernel can start with that. The tree itself is at `place`.
    Result<void, const char*> describe(PhysicalAddress place, PhysicalRange window,
                                       boot::MachineDescription& machine);
    /// Of the cores' clock, where the tree tells it (RISC-V).
    std::optional<std::uint32_t> timebase_frequency() const;
    /// Does the firmware want `smc` rather than `hvc`?
    bool firmware_behind_monitor() const;

private:
    explicit DeviceTree(void* start) : start_{start} {}
    Result<void, const char*> add_memory(PhysicalRange window, boot::RangeList& ranges) const;
    /// Both kinds: the reservation block, and the children of /reserved-memory.
    Result<void, const char*> add_reserved(boot::RangeList& ranges) const;
    unsigned processors() const;
    /// Calls `visit(range)` for each range of a node, until it refuses one.
    template<typename Visitor>
    Result<void, const char*> for_each_region(int node, int parent, Visitor visit) const;
    bool property_is(int node, const char* name, std::string_view expected) const;

    /// Cuts off the room that QEMU left for more; returns the size that remains.
    std::size_t trim();
    std::size_t used_size() const;

    void* start_;
};

} // namespace nacre::kernel::drivers
