// SPDX-License-Identifier: MIT
// What the board found out about the machine before the portable kernel starts.
#pragma once

#include <base/address.hpp>

#include <base/assert.hpp>

#include <array>
#include <span>

namespace nacre::kernel::boot {

/// A short list of physical ranges; adding to a full one is a bug of the board.
class RangeList {
public:
    static constexpr std::size_t capacity = 32;

    void add(PhysicalRange range) {
        NACRE_ASSERT(count_ < capacity);
        ranges_[count_++] = range;
    }
    std::span<const PhysicalRange> all() const { return {ranges_.data(), count_}; }

private:
    std::array<PhysicalRange, capacity> ranges_{};
    std::size_t count_ = 0;
};

/// Filled in by the board, read once by `boot::create_root_task`.
struct MachineDescription {
    RangeList memory;         ///< RAM that the kernel window shows
    RangeList reserved;       ///< RAM in use: kernel image, page tables, firmware, spin tables
    RangeList kernel_devices; ///< device registers that programs must not get: interrupt controller, timer
    PhysicalRange
        boot_archive; ///< cpio (newc): entry `root` is the root task. Inside RAM, need not be in `reserved`
    PhysicalRange
        device_tree;         ///< flattened device tree that becomes a boot-info chunk; empty if there is none
    unsigned processors = 1; ///< cores that are up
    const char* board = "unknown"; ///< for people
    const char* build = "unknown"; ///< which sources the image was made of
    bool explains = false;         ///< booted with --explain
};

} // namespace nacre::kernel::boot
