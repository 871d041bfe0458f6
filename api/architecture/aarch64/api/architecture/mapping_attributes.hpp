// SPDX-License-Identifier: MIT
// The memory attributes of a mapping.
#pragma once

#include <api/attribute_meaning.hpp>
#include <base/word.hpp>

#include <array>

namespace nacre::api::architecture {

/// Wire form of the attributes that Frame_Map and PageTable_Map take.
struct MappingAttributes {
    Word bits = 0;

    static constexpr Word cacheable_bit = 1U << 0;
    /// Accepted and ignored: no machine served checks parity.
    static constexpr Word parity_bit = 1U << 1;
    static constexpr Word execute_never_bit = 1U << 2;

    constexpr bool cacheable() const { return (bits & cacheable_bit) != 0; }
    constexpr bool execute_never() const { return (bits & execute_never_bit) != 0; }

    constexpr bool operator==(const MappingAttributes&) const = default;

    static constexpr MappingAttributes normal() { return {cacheable_bit | parity_bit}; }
    static constexpr MappingAttributes normal_data() {
        return {cacheable_bit | parity_bit | execute_never_bit};
    }
    static constexpr MappingAttributes device() { return {execute_never_bit}; }
};

inline constexpr std::array attribute_meanings{
    AttributeMeaning{"cacheable", MappingAttributes::cacheable_bit},
    AttributeMeaning{"parity", MappingAttributes::parity_bit, "accepted and ignored"},
    AttributeMeaning{"execute never", MappingAttributes::execute_never_bit},
};

} // namespace nacre::api::architecture
