// SPDX-License-Identifier: MIT
// Page tables: the inner levels of an address space.
#pragma once

#include <api/architecture/mapping_attributes.hpp>
#include <api/architecture/refused_cases.hpp>
#include <api/method.hpp>

namespace nacre::api::page_table {

struct Map {
    static constexpr auto name = "PageTable_Map";
    static constexpr auto sel4_name = "PageTableMap";
    static constexpr auto summary = "Puts the table into the first empty level at an address.";
    static constexpr auto object = ObjectKind::page_table;

    CapabilityArgument vspace{};
    Word virtual_address{};
    architecture::MappingAttributes attributes{};

    static constexpr auto arguments = std::tuple{
        argument("vspace", &Map::vspace, "address space, assigned to an ASID pool"),
        argument("virtual_address", &Map::virtual_address, "where in the address space"),
        argument("attributes", &Map::attributes, "memory attributes"),
    };
    static constexpr const auto& errors = architecture::refused_cases::page_table_map;
};

struct Unmap {
    static constexpr auto name = "PageTable_Unmap";
    static constexpr auto sel4_name = "PageTableUnmap";
    static constexpr auto summary = "Takes the table out of its address space and zeroes it.";
    static constexpr auto object = ObjectKind::page_table;

    static constexpr auto arguments = std::tuple{};
    static constexpr const auto& errors = architecture::refused_cases::page_table_unmap;
};

} // namespace nacre::api::page_table
