// SPDX-License-Identifier: MIT
// The memory attributes of a mapping.
#pragma once

#include <api/attribute_meaning.hpp>
#include <base/word.hpp>

#include <array>

namespace nacre::api::architecture {

/// Wire form of the attributes that Frame_Map and PageTable_Map take. Whether memory is cached is the
/// physical address's own property on RISC-V.
struct MappingAttributes {
    Word bits = 0;

    static constexpr Word execute_never_bit = 1U << 0;

    static constexpr bool cacheable() { return true; }
    constexpr bool execute_never() const { return (bits & execute_never_bit) != 0; }

    constexpr bool operator==(const MappingAttributes&) const = default;

    static constexpr MappingAttributes normal() { return {}; }
    static constexpr MappingAttributes normal_data() { return {execute_never_bit}; }
    static constexpr MappingAttributes device() { return {execute_never_bit}; }
};

inline constexpr std::array attribute_meanings{
    AttributeMeaning{"execute never", MappingAttributes::execute_never_bit},
};

} // namespace nacre::api::architecture
