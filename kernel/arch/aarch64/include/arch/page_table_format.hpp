// SPDX-License-Identifier: MIT
// Translation tables of the VMSAv8-64: 48-bit addresses, 4 KiB granule, four levels. ARM DDI 0487, section
// D8.3.
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
    /// A root entry spans 512 GiB, which only larger granules can map at once.
    static constexpr bool leaf_allowed(unsigned level) { return level > 0; }

    static constexpr Entry table(PhysicalAddress next) { return next.value | type_table; }

    /// Pages of programs: kernel mode may never execute them, and each carries the address space's name.
    static constexpr Entry leaf(unsigned level, PhysicalAddress frame, PagePermissions permissions) {
        Entry entry =
            common(level, frame, permissions.cached) | NotGlobal::mask | PrivilegedExecuteNever::mask;
        entry |= ExecuteNever::make(!permissions.execute);
        entry |= ApUser::make(permissions.read || permissions.write || permissions.execute);
        entry |= ApReadOnly::make(!permissions.write);
        return entry;
    }

    /// Pages of the kernel's window: programs may not touch them.
    static constexpr Entry kernel_leaf(unsigned level, PhysicalAddress frame, PagePermissions permissions) {
        Entry entry = common(level, frame, permissions.cached) | ExecuteNever::mask;
        entry |= PrivilegedExecuteNever::make(!permissions.execute);
        entry |= ApReadOnly::make(!permissions.write);
        return entry;
    }

    static constexpr bool is_table(unsigned level, Entry entry) {
        return level < levels - 1 && (entry & type_mask) == type_table;
    }
    static constexpr bool is_leaf(unsigned level, Entry entry) {
        return (entry & type_mask) == (level == levels - 1 ? type_page : type_block);
    }
    static constexpr PhysicalAddress target(Entry entry) { return {entry & FrameAddress::mask}; }

    /// What programs may do with a leaf.
    static constexpr PagePermissions permissions(Entry entry) {
        const bool any = ApUser::get(entry) != 0;
        return {.read = any,
                .write = any && ApReadOnly::get(entry) == 0,
                .execute = any && ExecuteNever::get(entry) == 0,
                .cached = AttributeIndex::get(entry) == normal_memory};
    }

    /// The kernel lives behind the other table base register.
    static constexpr bool root_is_shared = false;
    static void prepare_root(void*) {}

    /// Indices into MAIR_EL1, and its value. Memory that is not cached is Device-nGnRnE, as on seL4.
    static constexpr Entry device_memory = 0;
    static constexpr Entry normal_memory = 1;
    static constexpr Word memory_attributes = 0x00 | 0xff << 8;

private:
    using AttributeIndex = BitField<Entry, 2, 3>;
    using ApUser = BitField<Entry, 6, 1>;
    using ApReadOnly = BitField<Entry, 7, 1>;
    using Shareability = BitField<Entry, 8, 2>;
    using Accessed = BitField<Entry, 10, 1>;
    using NotGlobal = BitField<Entry, 11, 1>;
    using FrameAddress = BitField<Entry, 12, 36>;
    using PrivilegedExecuteNever = BitField<Entry, 53, 1>;
    using ExecuteNever = BitField<Entry, 54, 1>;

    static constexpr Entry type_mask = 3;
    static constexpr Entry type_block = 1;
    static constexpr Entry type_page = 3;
    static constexpr Entry type_table = 3;
    static constexpr Entry inner_shareable = 3;

    static constexpr Entry common(unsigned level, PhysicalAddress frame, bool cached) {
        return frame.value | (level == levels - 1 ? type_page : type_block) | Accessed::mask |
               Shareability::make(inner_shareable) |
               AttributeIndex::make(cached ? normal_memory : device_memory);
    }
};

} // namespace nacre::kernel::arch
