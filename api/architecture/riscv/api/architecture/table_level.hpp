// SPDX-License-Identifier: MIT
// The tables between an address space's own and its frames, level by level.
#pragma once

#include <api/architecture/object_type.hpp>
#include <api/method/page_table.hpp>

namespace nacre::api::architecture {

/// Level 0 lies right below the address space's own table. Here all levels are alike.
template<unsigned>
struct TableLevel {
    static constexpr auto type = ObjectType::page_table;
    using Map = page_table::Map;
    using Unmap = page_table::Unmap;
};

} // namespace nacre::api::architecture
