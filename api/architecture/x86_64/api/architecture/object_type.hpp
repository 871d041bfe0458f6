// SPDX-License-Identifier: MIT
// The numbers by which Untyped_Retype names the objects that only some architectures have.
#pragma once

#include <api/object_type.hpp>

#include <array>
#include <optional>

namespace nacre::api::architecture {

enum class ObjectType : Word {
    page_directory_pointer_table = first_architecture_type,
    vspace, ///< the page-map level 4
    huge_frame,
    small_frame,
    large_frame,
    page_table,
    page_directory,
};

/// Their names, in the order of the numbers.
inline constexpr std::array object_type_names{"page-directory-pointer table",
                                              "address space",
                                              "huge frame",
                                              "small frame",
                                              "large frame",
                                              "page table",
                                              "page directory"};

inline constexpr Word object_type_count = static_cast<Word>(ObjectType::page_directory) + 1;

static_assert(object_type_names.size() == object_type_count - first_architecture_type);

} // namespace nacre::api::architecture
