// SPDX-License-Identifier: MIT
// Translation tables: Sv39 for words of 64 bits (three levels), Sv32 for words of 32 (two). The RISC-V
// Instruction Set Manual, volume II, sections 4.3 and 4.4.
#pragma once

#include <api/architecture.hpp>
#include <interface/page_table_format.hpp>

namespace nacre::kernel::arch {

struct PageTableFormat {
    using Entry = Word;

    static constexpr unsigned levels = word_bits == 64 ? 3 : 2;
    static constexpr unsigned page_bits = 12;
    static constexpr unsigned table_index_bits = word_bits == 64 ? 9 : 10;
    static constexpr unsigned asid_pool_index_bits = api::architecture::asid_pool_index_bits;
    static constexpr unsigned asid_bits = api::architecture::asid_pool_count_bits + asid_pool_index_bits;

    static constexpr unsigned index_bits(unsigned) { return table_index_bits; }
    static constexpr unsigned span_bits(unsigned level) {
        return page_bits + table_index_bits * (levels - 1 - level);
    }
    static constexpr bool leaf_allowed(unsigned) { return true; }

    static constexpr Entry table(PhysicalAddress next) { return page_number(next) | Valid::mask; }

    /// Pages of programs. One that they may not use at all keeps its place in the table, but is not valid.
    static constexpr Entry leaf(unsigned, PhysicalAddress frame, PagePermissions permissions) {
        const bool any = permissions.read || permissions.write || permissions.execute;
        return common(frame, permissions) | User::mask | Valid::make(any) | Readable::make(!any);
    }

    /// Pages of the kernel's window: the same in every address space, and programs may not touch them.
    static constexpr Entry kernel_leaf(unsigned, PhysicalAddress frame, PagePermissions permissions) {
        return common(frame, permissions) | Global::mask | Valid::mask;
    }

    static constexpr bool is_table(unsigned, Entry entry) {
        return Valid::get(entry) != 0 && (entry & any_access) == 0;
    }
    static constexpr bool is_leaf(unsigned, Entry entry) { return (entry & any_access) != 0; }
    static constexpr PhysicalAddress target(Entry entry) { return {PageNumber::get(entry) << page_bits}; }

    /// What programs may do with a leaf.
    static constexpr PagePermissions permissions(Entry entry) {
        const bool any = Valid::get(entry) != 0 && User::get(entry) != 0;
        return {.read = any && Readable::get(entry) != 0,
                .write = any && Writable::get(entry) != 0,
                .execute = any && Executable::get(entry) != 0,
                .cached = true};
    }

    /// Programs have the lower half of each root, the kernel the upper one.
    static constexpr bool root_is_shared = true;
    static constexpr std::size_t table_entries = power_of_two(table_index_bits);
    static constexpr std::size_t first_kernel_entry = table_entries / 2;
    static void prepare_root(void* root);

private:
    // 4.4.1 (Sv39), 4.3.1 (Sv32).
    using Valid = BitField<Entry, 0, 1>;
    using Readable = BitField<Entry, 1, 1>;
    using Writable = BitField<Entry, 2, 1>;
    using Executable = BitField<Entry, 3, 1>;
    using User = BitField<Entry, 4, 1>;
    using Global = BitField<Entry, 5, 1>;
    using Accessed = BitField<Entry, 6, 1>;
    using Dirty = BitField<Entry, 7, 1>;
    using PageNumber = BitField<Entry, 10, word_bits == 64 ? 44 : 22>;

    static constexpr Entry any_access = Readable::mask | Writable::mask | Executable::mask;

    static constexpr Entry page_number(PhysicalAddress address) {
        return PageNumber::make(address.value >> page_bits);
    }
    /// Written implies readable: the other combination is reserved. Accessed and dirty are set at once: a
    /// hart that does not set them itself would trap.
    static constexpr Entry common(PhysicalAddress frame, PagePermissions permissions) {
        return page_number(frame) | Accessed::mask | Dirty::mask |
               Readable::make(permissions.read || permissions.write) | Writable::make(permissions.write) |
               Executable::make(permissions.execute);
    }
};

} // namespace nacre::kernel::arch
