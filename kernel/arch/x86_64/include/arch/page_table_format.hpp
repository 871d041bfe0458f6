// SPDX-License-Identifier: MIT
// Four-level paging of 48-bit addresses. Intel SDM volume 3, section 4.5.
#pragma once

#include <api/architecture.hpp>
#include <interface/page_table_format.hpp>

namespace nacre::kernel::arch {

struct PageTableFormat {
    using Entry = std::uint64_t;

    static constexpr unsigned levels = 4;
    static constexpr unsigned page_bits = 12;
    static constexpr unsigned asid_pool_index_bits = api::architecture::asid_pool_index_bits;
    static constexpr unsigned asid_bits = api::architecture::asid_pool_count_bits + asid_pool_index_bits;

    static constexpr unsigned index_bits(unsigned) { return 9; }
    static constexpr unsigned span_bits(unsigned level) { return page_bits + 9 * (levels - 1 - level); }
    /// Not every processor has pages of 1 GiB.
    static bool leaf_allowed(unsigned level) { return level > 1 || (level == 1 && has_huge_pages); }
    static inline constinit bool has_huge_pages = false;

    /// What programs may do is said by the leaves alone.
    static constexpr Entry table(PhysicalAddress next) {
        return next.value | Present::mask | Writable::mask | User::mask;
    }

    /// Pages of programs. What can be written or executed can be read: without that right the page is the
    /// kernel's, which does not touch it (SMEP, SMAP).
    static constexpr Entry leaf(unsigned level, PhysicalAddress frame, PagePermissions permissions) {
        return common(level, frame, permissions) | User::make(permissions.read || permissions.execute) |
               ExecuteDisable::make(!permissions.execute);
    }

    /// Pages of the kernel's window: programs may not touch them, and they are the same in all address
    /// spaces.
    static constexpr Entry kernel_leaf(unsigned level, PhysicalAddress frame, PagePermissions permissions) {
        return common(level, frame, permissions) | Global::mask | ExecuteDisable::make(!permissions.execute);
    }

    static constexpr bool is_table(unsigned level, Entry entry) {
        return level < levels - 1 && (entry & (Present::mask | Large::mask)) == Present::mask;
    }
    static constexpr bool is_leaf(unsigned level, Entry entry) {
        return Present::get(entry) != 0 && (level == levels - 1 || Large::get(entry) != 0);
    }
    static constexpr PhysicalAddress target(Entry entry) {
        return {entry & (MarkedLarge::get(entry) != 0 ? large_frame_mask : FrameAddress::mask)};
    }

    /// What programs may do with a leaf.
    static constexpr PagePermissions permissions(Entry entry) {
        const bool any = User::get(entry) != 0;
        return {.read = any,
                .write = any && Writable::get(entry) != 0,
                .execute = any && ExecuteDisable::get(entry) == 0,
                .cached = CacheDisable::get(entry) == 0};
    }

    static constexpr bool root_is_shared = true;
    static void prepare_root(void* root);

    /// Each level has a kind of table of its own, which goes nowhere else.
    static constexpr bool tables_have_levels = true;

    /// The page-attribute table (IA32_PAT, section 12.12.2): what the numbers of
    /// api::architecture::MemoryType mean. As on seL4.
    static constexpr std::uint64_t memory_attributes = 0x0007'0401'0007'0406;

private:
    using Present = BitField<Entry, 0, 1>;
    using Writable = BitField<Entry, 1, 1>;
    using User = BitField<Entry, 2, 1>;
    using WriteThrough = BitField<Entry, 3, 1>;
    using CacheDisable = BitField<Entry, 4, 1>;
    using Large = BitField<Entry, 7, 1>; ///< not in a page table: there it is the attribute's third bit
    using Global = BitField<Entry, 8, 1>;
    /// Ours, ignored by the processor: tells a large page from a small one with that attribute bit.
    using MarkedLarge = BitField<Entry, 9, 1>;
    using FrameAddress = BitField<Entry, 12, 40>;
    using ExecuteDisable = BitField<Entry, 63, 1>;

    static constexpr unsigned small_attribute_bit = 7;
    static constexpr unsigned large_attribute_bit = 12;
    static constexpr Entry large_frame_mask = FrameAddress::mask & ~low_mask(21);

    static constexpr Entry memory_type(PagePermissions permissions) {
        constexpr Entry uncacheable = 3;
        return permissions.cached || permissions.memory_type != 0 ? permissions.memory_type : uncacheable;
    }

    static constexpr Entry common(unsigned level, PhysicalAddress frame, PagePermissions permissions) {
        const bool is_large = level != levels - 1;
        const Entry type = memory_type(permissions);
        const Entry third_bit = type >> 2 & 1;
        return frame.value | Present::mask | Writable::make(permissions.write) |
               WriteThrough::make(type & 1) | CacheDisable::make(type >> 1 & 1) |
               (is_large ? Large::mask | MarkedLarge::mask | third_bit << large_attribute_bit
                         : third_bit << small_attribute_bit);
    }
};

} // namespace nacre::kernel::arch
