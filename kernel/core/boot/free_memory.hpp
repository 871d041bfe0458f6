// SPDX-License-Identifier: MIT
// The RAM that is not in use yet, while the root task's world is built.
#pragma once

#include <base/address.hpp>
#include <base/assert.hpp>

#include <array>
#include <span>

namespace nacre::kernel::boot {

/// A set of disjoint physical ranges.
class FreeMemory {
public:
    void add(PhysicalRange range);
    /// Takes the range out of whatever contains parts of it.
    void remove(PhysicalRange range);

    /// 2^`alignment_bits`-aligned `size` bytes, taken from the end of the first range that has them. The
    /// start of the empty range if none has.
    PhysicalRange take(Word size, unsigned alignment_bits);

    std::span<const PhysicalRange> ranges() const { return {ranges_.data(), count_}; }

private:
    static constexpr std::size_t capacity = 96;

    std::array<PhysicalRange, capacity> ranges_{};
    std::size_t count_ = 0;
};

} // namespace nacre::kernel::boot
