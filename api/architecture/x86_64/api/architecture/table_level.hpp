// SPDX-License-Identifier: MIT
// The tables between an address space's own and its frames, level by level.
#pragma once

#include <api/architecture/object_type.hpp>
#include <api/method/page_directory.hpp>
#include <api/method/page_table.hpp>

namespace nacre::api::architecture {

/// Level 0 lies right below the address space's own table.
template<unsigned level>
struct TableLevel {
    static constexpr auto type = ObjectType::page_table;
    using Map = page_table::Map;
    using Unmap = page_table::Unmap;
};

template<>
struct TableLevel<0> {
    static constexpr auto type = ObjectType::page_directory_pointer_table;
    using Map = page_directory_pointer_table::Map;
    using Unmap = page_directory_pointer_table::Unmap;
};

template<>
struct TableLevel<1> {
    static constexpr auto type = ObjectType::page_directory;
    using Map = page_directory::Map;
    using Unmap = page_directory::Unmap;
};

} // namespace nacre::api::architecture
