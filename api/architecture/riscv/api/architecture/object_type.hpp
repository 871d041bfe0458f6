// SPDX-License-Identifier: MIT
// The numbers by which Untyped_Retype names the objects that only some architectures have.
#pragma once

#include <api/object_type.hpp>

#include <array>
#include <optional>

namespace nacre::api::architecture {

/// Sv39 has one frame size more than Sv32, in front of the others.
inline constexpr bool has_huge_frames = word_bits == 64;
/// The number of a type that does not exist.
inline constexpr Word no_object_type = ~Word{0};

enum class ObjectType : Word {
    huge_frame = has_huge_frames ? first_architecture_type : no_object_type,
    small_frame = first_architecture_type + (has_huge_frames ? 1 : 0),
    large_frame,
    page_table,
    /// AsidPool_Assign makes an address space of a page table.
    vspace = page_table,
};

inline constexpr Word object_type_count = static_cast<Word>(ObjectType::page_table) + 1;

/// Their names, in the order of the numbers.
inline constexpr auto object_type_names = [] {
    std::array<const char*, object_type_count - first_architecture_type> names{};
    names[names.size() - 3] = "small frame";
    names[names.size() - 2] = "large frame";
    names[names.size() - 1] = "page table";
    if constexpr (has_huge_frames) {
        names[0] = "huge frame";
    }
    return names;
}();

} // namespace nacre::api::architecture
