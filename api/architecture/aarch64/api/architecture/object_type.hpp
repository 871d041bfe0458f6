// SPDX-License-Identifier: MIT
// The numbers by which Untyped_Retype names the objects that only some architectures have.
#pragma once

#include <api/object_type.hpp>

#include <optional>

namespace nacre::api::architecture {

enum class ObjectType : Word {
    huge_frame = first_architecture_type,
    vspace,
    small_frame,
    large_frame,
    page_table,
};

inline constexpr Word object_type_count = static_cast<Word>(ObjectType::page_table) + 1;

} // namespace nacre::api::architecture
