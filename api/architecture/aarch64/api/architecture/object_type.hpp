// SPDX-License-Identifier: MIT
// The numbers by which Untyped_Retype names the objects that only some architectures have.
#pragma once

#include <api/object_type.hpp>

#include <array>
#include <optional>

namespace nacre::api::architecture {

enum class ObjectType : Word {
    huge_frame = first_architecture_type,
    vspace,
    small_frame,
    large_frame,
    page_table,
};

/// Their names, in the order of the numbers.
inline constexpr std::array object_type_names{"huge frame", "address space", "small frame", "large frame",
                                              "page table"};

inline constexpr Word object_type_count = static_cast<Word>(ObjectType::page_table) + 1;

static_assert(object_type_names.size() == object_type_count - first_architecture_type);

} // namespace nacre::api::architecture
