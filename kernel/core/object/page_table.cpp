// SPDX-License-Identifier: MIT
// Page tables below the root: putting them into an address space and taking them out.
#include <core/capability/relation.hpp>
#include <core/memory/mapping.hpp>

#include <cstring>

namespace nacre::kernel::page_table {

namespace {

using Format = arch::PageTableFormat;

struct Map {
    using Method = api::page_table::Map;
    struct Plan {
        PageTables::Entry* entry;
        Asid asid;
        VirtualAddress address;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (invocation.slot.is<AddressSpaceView>() || invocation.slot.as<PageTableView>().is_mapped()) {
            return refuse::invalid_capability<0, "the page table is mapped already">();
        }
        const Slot& vspace = invocation.capability(arguments.vspace);
        NACRE_CHECK(mapping::require_space(invocation.processor, vspace, 1));
        const VirtualAddress address{arguments.virtual_address};
        if (!mapping::fits_user_space(address, 1)) {
            return refuse::invalid_argument<0, "`virtual_address` lies outside user space">();
        }
        NACRE_TRY(space, mapping::find_space(invocation.processor, vspace, 1));
        const auto found = PageTables{space.root}.find(address);
        if (found.level == Format::levels - 1) {
            return refuse::with<api::Error::delete_first, "no table is missing at `virtual_address`">();
        }
        if (*found.entry != 0) {
            return refuse::with<api::Error::delete_first, "a large frame is mapped at `virtual_address`">();
        }
        return Plan{found.entry, space.asid, address.down_to(found.span_bits())};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        Slot& slot = invocation.slot;
        slot.capability = PageTableView::mapped(slot.capability, plan.asid, plan.address);
        const PhysicalAddress table = arch::Machine::physical(slot.as<PageTableView>().table());
        PageTables::write(plan.entry, Format::table(table));
        return Progress::done;
    }
};

struct Unmap {
    using Method = api::page_table::Unmap;
    using Plan = NoPlan;

    static Decoded<Plan> decode(Invocation& invocation, const Method&) {
        if (!is_last_reference(invocation.slot)) {
            return refuse::with<api::Error::revoke_first, "the page table has other capabilities">();
        }
        if (invocation.slot.is<AddressSpaceView>()) {
            return refuse::with<api::Error::revoke_first,
                                "the page table is an address space with an identifier">();
        }
        return NoPlan{};
    }
    static Progress commit(Invocation& invocation, const Plan&) {
        Slot& slot = invocation.slot;
        if (slot.as<PageTableView>().is_mapped()) {
            address_space::unmap_table(invocation.kernel(), slot.as<PageTableView>());
            std::memset(slot.as<PageTableView>().table(), 0,
                        power_of_two(api::architecture::page_table_bits));
            slot.capability = PageTableView::unmapped(slot.capability);
        }
        return Progress::done;
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::page_table, Map, Unmap>(invocation);
}

} // namespace nacre::kernel::page_table
