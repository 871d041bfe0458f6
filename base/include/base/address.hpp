// SPDX-License-Identifier: MIT
// Physical and virtual addresses as types that cannot be mistaken for one another.
#pragma once

#include <base/bits.hpp>

#include <compare>

namespace nacre {

template<typename Tag>
struct Address {
    Word value = 0;

    constexpr auto operator<=>(const Address&) const = default;
    constexpr Address operator+(Word offset) const { return {value + offset}; }
    constexpr Address operator-(Word offset) const { return {value - offset}; }
    constexpr Word operator-(Address other) const { return value - other.value; }
    constexpr bool aligned(unsigned exponent) const { return is_aligned(value, exponent); }
    constexpr Address down_to(unsigned exponent) const { return {align_down(value, exponent)}; }
    constexpr Address up_to(unsigned exponent) const { return {align_up(value, exponent)}; }
};

/// Where a byte is on the memory bus.
using PhysicalAddress = Address<struct PhysicalTag>;
/// Where a byte is in some address space.
using VirtualAddress = Address<struct VirtualTag>;

/// Half-open range [start, end). Empty if the two are equal.
template<typename A>
struct AddressRange {
    A start{};
    A end{};

    constexpr auto operator<=>(const AddressRange&) const = default;
    constexpr Word size() const { return end - start; }
    constexpr bool empty() const { return end <= start; }
    constexpr bool contains(A address) const { return start <= address && address < end; }
    constexpr bool overlaps(const AddressRange& other) const {
        return start < other.end && other.start < end;
    }
};

using PhysicalRange = AddressRange<PhysicalAddress>;
using VirtualRange = AddressRange<VirtualAddress>;

} // namespace nacre
