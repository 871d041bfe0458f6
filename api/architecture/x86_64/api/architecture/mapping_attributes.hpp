// SPDX-License-Identifier: MIT
// The memory attributes of a mapping.
#pragma once

#include <api/attribute_meaning.hpp>
#include <base/word.hpp>

#include <array>

namespace nacre::api::architecture {

/// How memory is cached, by the bits PWT, PCD and PAT of a page-table entry. Intel SDM volume 3, section
/// 12.12.
enum class MemoryType : Word {
    write_back = 0,
    write_through = 1,
    cache_disabled = 2,
    uncacheable = 3,
    write_combining = 4,
};

/// Wire form of the attributes that Frame_Map and the maps of page tables take.
struct MappingAttributes {
    Word bits = 0;

    static constexpr Word memory_type_mask = 7;
    /// Ours: seL4 ignores the bit, and lets programs execute all that they can read.
    static constexpr Word execute_never_bit = 1U << 8;

    constexpr MemoryType memory_type() const { return static_cast<MemoryType>(bits & memory_type_mask); }
    constexpr bool cacheable() const {
        return memory_type() == MemoryType::write_back || memory_type() == MemoryType::write_through;
    }
    constexpr bool execute_never() const { return (bits & execute_never_bit) != 0; }

    constexpr bool operator==(const MappingAttributes&) const = default;

    static constexpr MappingAttributes normal() { return {}; }
    static constexpr MappingAttributes normal_data() { return {execute_never_bit}; }
    static constexpr MappingAttributes device() {
        return {static_cast<Word>(MemoryType::uncacheable) | execute_never_bit};
    }
};

inline constexpr std::array attribute_meanings{
    AttributeMeaning{"write back", static_cast<Word>(MemoryType::write_back), "one of five kinds of memory"},
    AttributeMeaning{"write through", static_cast<Word>(MemoryType::write_through)},
    AttributeMeaning{"cache disabled", static_cast<Word>(MemoryType::cache_disabled)},
    AttributeMeaning{"uncacheable", static_cast<Word>(MemoryType::uncacheable)},
    AttributeMeaning{"write combining", static_cast<Word>(MemoryType::write_combining)},
    AttributeMeaning{"execute never", MappingAttributes::execute_never_bit,
                     "seL4 for x86-64 ignores it, and lets programs execute all that they can read"},
};

} // namespace nacre::api::architecture
