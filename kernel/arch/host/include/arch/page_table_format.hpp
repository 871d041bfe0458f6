// SPDX-License-Identifier: MIT
// Translation tables of the fake machine: 64-bit entries in tables of 512, four levels, or three for 32-bit
// words.
#pragma once

#include <api/architecture.hpp>
#include <interface/page_table_format.hpp>

namespace nacre::kernel::arch {

struct PageTableFormat {
    using Entry = std::uint64_t;

    static constexpr unsigned levels = api::architecture::page_table_levels + 1;
    static constexpr unsigned page_bits = 12;
    static constexpr unsigned asid_pool_index_bits = api::architecture::asid_pool_index_bits;
    static constexpr unsigned asid_bits = api::architecture::asid_pool_count_bits + asid_pool_index_bits;

    static constexpr unsigned index_bits(unsigned) { return api::architecture::page_table_index_bits; }
    static constexpr unsigned span_bits(unsigned level) {
        return page_bits + api::architecture::page_table_index_bits * (levels - 1 - level);
    }
    static constexpr bool leaf_allowed(unsigned level) {
        return span_bits(level) <= api::architecture::huge_frame_bits;
    }

    static constexpr Entry table(PhysicalAddress next) { return next.value | type_table; }
    static constexpr Entry leaf(unsigned, PhysicalAddress frame, PagePermissions permissions) {
        return frame.value | type_leaf | (permissions.read ? readable : 0) |
               (permissions.write ? writable : 0) | (permissions.execute ? executable : 0) |
               (permissions.cached ? cached : 0);
    }
    /// What programs may do with a leaf.
    static constexpr PagePermissions permissions(Entry entry) {
        return {.read = (entry & readable) != 0,
                .write = (entry & writable) != 0,
                .execute = (entry & executable) != 0,
                .cached = (entry & cached) != 0};
    }

    static constexpr bool is_table(unsigned level, Entry entry) {
        return level < levels - 1 && (entry & type_mask) == type_table;
    }
    static constexpr bool is_leaf(unsigned, Entry entry) { return (entry & type_mask) == type_leaf; }
    static constexpr PhysicalAddress target(Entry entry) {
        return {static_cast<Word>(entry & ~Entry{low_mask(page_bits)})};
    }

    static constexpr bool root_is_shared = false;
    static void prepare_root(void*) {}

private:
    static constexpr Entry type_mask = 3;
    static constexpr Entry type_table = 1;
    static constexpr Entry type_leaf = 2;
    static constexpr Entry readable = 1U << 2;
    static constexpr Entry writable = 1U << 3;
    static constexpr Entry executable = 1U << 4;
    static constexpr Entry cached = 1U << 5;
};

} // namespace nacre::kernel::arch
