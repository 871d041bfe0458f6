// SPDX-License-Identifier: MIT
// What the mapping methods have in common: finding the address space that an argument names.
#pragma once

#include <core/entry/invocation.hpp>
#include <core/memory/address_space.hpp>

namespace nacre::kernel::mapping {

/// AsidPool_Assign makes an address space of a page table (RISC-V); else it is an object of its own.
inline constexpr bool spaces_are_page_tables =
    api::architecture::object_kind(static_cast<Word>(api::architecture::ObjectType::vspace)) ==
    api::ObjectKind::page_table;

/// Where each level has a kind of table of its own (x86-64), seL4 also makes some checks in another order.
inline constexpr bool tables_have_levels = interface::HasTableLevels<arch::PageTableFormat>;

/// What a table for the entries of that level remembers of it.
constexpr unsigned remembered_level(unsigned level) { return tables_have_levels ? level : 0; }

struct Space {
    void* root;
    Asid asid;
};

/// Whether the capability is an address space that was given an identifier; else invalid_capability.
Decoded<bool> require_space(Processor& processor, const Slot& slot, Word position);

/// The address space of a capability; `position` is the capability's number among the arguments.
/// invalid_capability: not an address space, or one whose identifier was given to another; failed_lookup: no
/// identifier.
Decoded<Space> find_space(Processor& processor, const Slot& slot, Word position);

constexpr bool fits_user_space(VirtualAddress start, Word size) {
    const Word top = arch::Machine::user_top.value;
    return size <= top && start.value <= top - size;
}

} // namespace nacre::kernel::mapping
