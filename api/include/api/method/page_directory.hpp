// SPDX-License-Identifier: MIT
// The two kinds of table between a four-level address space and its page tables, where each level has a kind
// of its own.
#pragma once

#include <api/architecture/mapping_attributes.hpp>
#include <api/method.hpp>

namespace nacre::api::page_directory_pointer_table {

struct Map {
    static constexpr auto name = "PageDirectoryPointerTable_Map";
    static constexpr auto sel4_name = "PDPTMap";
    static constexpr auto summary = "Puts the table into the address space.";
    static constexpr auto object = ObjectKind::page_directory_pointer_table;

    CapabilityArgument vspace{};
    Word virtual_address{};
    architecture::MappingAttributes attributes{};

    static constexpr auto arguments = std::tuple{
        argument("vspace", &Map::vspace, "address space, assigned to an ASID pool"),
        argument("virtual_address", &Map::virtual_address, "where in the address space"),
        argument("attributes", &Map::attributes, "memory attributes"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "the table is mapped already"),
        refused(Error::invalid_capability, "`vspace` is no address space with an identifier"),
        refused(Error::invalid_argument, "`virtual_address` lies beyond the addresses of programs"),
        refused(Error::failed_lookup, "`vspace`'s identifier pool is gone"),
        refused(Error::invalid_capability, "`vspace`'s identifier belongs to another address space by now"),
        refused(Error::delete_first, "such a table is mapped at `virtual_address`"),
    };
};

struct Unmap {
    static constexpr auto name = "PageDirectoryPointerTable_Unmap";
    static constexpr auto sel4_name = "PDPTUnmap";
    static constexpr auto summary = "Takes the table out of its address space and zeroes it.";
    static constexpr auto object = ObjectKind::page_directory_pointer_table;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array errors{
        refused(Error::revoke_first, "the table has other capabilities"),
    };
};

} // namespace nacre::api::page_directory_pointer_table

namespace nacre::api::page_directory {

struct Map {
    static constexpr auto name = "PageDirectory_Map";
    static constexpr auto sel4_name = "PageDirectoryMap";
    static constexpr auto summary = "Puts the table into the page-directory-pointer table at an address.";
    static constexpr auto object = ObjectKind::page_directory;

    CapabilityArgument vspace{};
    Word virtual_address{};
    architecture::MappingAttributes attributes{};

    static constexpr auto arguments = std::tuple{
        argument("vspace", &Map::vspace, "address space, assigned to an ASID pool"),
        argument("virtual_address", &Map::virtual_address, "where in the address space"),
        argument("attributes", &Map::attributes, "memory attributes"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "the table is mapped already"),
        refused(Error::invalid_capability, "`vspace` is no address space with an identifier"),
        refused(Error::invalid_argument, "`virtual_address` lies beyond the addresses of programs"),
        refused(Error::failed_lookup, "`vspace`'s identifier pool is gone"),
        refused(Error::invalid_capability, "`vspace`'s identifier belongs to another address space by now"),
        refused(Error::failed_lookup, "no page-directory-pointer table is mapped at `virtual_address`"),
        refused(Error::delete_first, "a page directory or a huge frame is mapped at `virtual_address`"),
    };
};

struct Unmap {
    static constexpr auto name = "PageDirectory_Unmap";
    static constexpr auto sel4_name = "PageDirectoryUnmap";
    static constexpr auto summary = "Takes the table out of its address space and zeroes it.";
    static constexpr auto object = ObjectKind::page_directory;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array errors{
        refused(Error::revoke_first, "the table has other capabilities"),
    };
};

} // namespace nacre::api::page_directory
