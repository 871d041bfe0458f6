// SPDX-License-Identifier: MIT
// Page tables below the root: putting them into an address space and taking them out.
#include <api/method/page_directory.hpp>
#include <core/capability/relation.hpp>
#include <core/memory/mapping.hpp>

#include <cstring>

namespace nacre::kernel::page_table {

namespace {

using Format = arch::PageTableFormat;

constexpr unsigned last_level = Format::levels - 1;

/// Of a table for the entries of `level`; which counts only where each level has a kind of its own.
template<typename TheMethod, unsigned level>
struct Map {
    using Method = TheMethod;
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
        const VirtualAddress address = place({arguments.virtual_address});
        if (!mapping::fits_user_space(address, 1)) {
            return refuse::invalid_argument<0, "`virtual_address` lies outside user space">();
        }
        NACRE_TRY(space, mapping::find_space(invocation.processor, vspace, 1));
        NACRE_TRY(found, find_empty(invocation.processor, space, address));
        return Plan{found.entry, space.asid, address.down_to(found.span_bits())};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        Slot& slot = invocation.slot;
        slot.capability = PageTableView::mapped(slot.capability, plan.asid, plan.address);
        const PhysicalAddress table = arch::Machine::physical(slot.as<PageTableView>().table());
        PageTables::write(plan.entry, Format::table(table));
        return Progress::done;
    }

private:
    static VirtualAddress place(VirtualAddress address) {
        return mapping::tables_have_levels ? address.down_to(Format::span_bits(level - 1)) : address;
    }

    static Decoded<PageTables::Position> find_empty(Processor& processor, const mapping::Space& space,
                                                    VirtualAddress address) {
        constexpr unsigned deepest = mapping::tables_have_levels ? level - 1 : last_level;
        const auto found = PageTables{space.root}.find(address, deepest);
        if (mapping::tables_have_levels && found.level != deepest) {
            return refuse::failed_lookup<false, "the table above is missing at `virtual_address`">(
                processor, "virtual_address",
                {.type = api::LookupFailure::missing_capability, .bits_left = found.span_bits()});
        }
        if (!mapping::tables_have_levels && found.level == last_level) {
            return refuse::with<api::Error::delete_first, "no table is missing at `virtual_address`">();
        }
        if (*found.entry != 0) {
            return refuse::with<api::Error::delete_first,
                                "a table or a large frame is mapped at `virtual_address`">();
        }
        return found;
    }
};

template<typename TheMethod>
struct Unmap {
    using Method = TheMethod;
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

template<api::ObjectKind kind, typename MapMethod, typename UnmapMethod, unsigned level>
Outcome invoke_as(Invocation& invocation) {
    return carry_out_one_of<kind, Map<MapMethod, level>, Unmap<UnmapMethod>>(invocation);
}

Outcome invoke(Invocation& invocation) {
    using api::ObjectKind;
    namespace directory = api::page_directory;
    namespace pointer_table = api::page_directory_pointer_table;
    const ObjectKind kind = interface_kind(invocation.slot.capability);
    if (mapping::tables_have_levels && kind == ObjectKind::page_directory_pointer_table) {
        return invoke_as<ObjectKind::page_directory_pointer_table, pointer_table::Map, pointer_table::Unmap,
                         1>(invocation);
    }
    if (mapping::tables_have_levels && kind == ObjectKind::page_directory) {
        return invoke_as<ObjectKind::page_directory, directory::Map, directory::Unmap, 2>(invocation);
    }
    return invoke_as<ObjectKind::page_table, api::page_table::Map, api::page_table::Unmap, last_level>(
        invocation);
}

} // namespace nacre::kernel::page_table
