// SPDX-License-Identifier: MIT
// --explain: each reason for which frames, page tables, address spaces and identifiers are refused.
#include "explained.hpp"

#include <core/memory/page_table.hpp>

namespace nacre::test {
namespace {

using Type = api::architecture::ObjectType;
using Format = kernel::arch::PageTableFormat;
using api::architecture::MappingAttributes;
using api::asid_control::MakePool;
using api::asid_pool::Assign;

struct ExplainSpaces : Explained {
    static constexpr Word address = 0x2000'0000;
    static constexpr Cap asid_pool = api::initial_capability::asid_pool;
    static constexpr Cap asid_control = api::initial_capability::asid_control;
    static constexpr auto attributes = MappingAttributes::normal();
    Cap endpoint = world.make_endpoint();
    Cap space = assigned_space();
    Cap frame = world.make(Type::small_frame);
    std::vector<Cap> tables;

    Cap assigned_space() {
        const Cap made = world.make(Type::vspace);
        world.must(asid_pool, Assign{{made}});
        return made;
    }
    void add_tables() {
        for (unsigned level = 1; level < Format::levels; level++) {
            tables.push_back(world.make(Type::page_table));
            world.must(tables.back(), api::page_table::Map{{space}, address, attributes});
        }
    }
    api::frame::Map at(Word place, Cap where, CapabilityRights rights = CapabilityRights::all()) {
        return {{where}, place, rights, attributes};
    }
    api::frame::Map at(Word place) { return at(place, space); }
};

TEST_F(ExplainSpaces, Frames) {
    refused(frame, at(address, endpoint), "the capability is no address space (`vspace`)");
    refused(frame, at(address, world.make(Type::vspace)), "the address space has no identifier (`vspace`)");
    refused(frame, at(address + 8), "`virtual_address` is not aligned to the size of the frame");
    refused(frame, at(kernel::arch::Machine::user_top.value), "`virtual_address` lies outside user space");
    refused(frame, at(address), "a page table for a frame of this size is missing (`virtual_address`) (");
    add_tables();
    const Cap table = world.make(Type::page_table);
    const Cap elsewhere = assigned_space();
    const Cap large = world.make(Type::large_frame);
    refused(large, at(address), "a page table lies where a frame of this size would go (`virtual_address`)");
    const Word beside = address + power_of_two(world.slot(large).as<kernel::FrameView>().size_bits());
    world.must(large, at(beside));
    refused(frame, at(beside), "a larger frame is mapped there (`virtual_address`)");
    refused(table, api::page_table::Map{{space}, beside, attributes},
            "a table or a large frame is mapped at `virtual_address`");
    world.must(frame, at(address));
    refused(frame, at(address + 0x1000), "the frame is mapped at another address than `virtual_address`");
    refused(frame, at(address, elsewhere), "the frame is mapped in another address space than `vspace`");
}

TEST_F(ExplainSpaces, PageTables) {
    const Cap table = world.make(Type::page_table);
    using api::page_table::Map;
    refused(table, Map{{endpoint}, address, attributes}, "the capability is no address space (`vspace`)");
    refused(table, Map{{space}, kernel::arch::Machine::user_top.value, attributes},
            "`virtual_address` lies outside user space");
    add_tables();
    refused(table, Map{{space}, address, attributes}, "no table is missing at `virtual_address`");
    refused(tables[0], Map{{space}, address, attributes}, "the page table is mapped already");
    world.copy(tables[0]);
    refused(tables[0], api::page_table::Unmap{}, "the page table has other capabilities");
}

TEST_F(ExplainSpaces, CachesOfAFrame) {
    using namespace api::frame;
    add_tables();
    refused(frame, CleanData{0, 1}, "the frame is not mapped");
    world.must(frame, at(address, space, CapabilityRights::read()));
    refused(frame, CleanData{1, 1}, "`start_offset` is not below `end_offset`");
    refused(frame, CleanData{0x1000, 0x1001}, "`start_offset` lies outside the frame");
    refused(frame, CleanData{0, 0x1001}, "`end_offset` lies outside the frame");
    refused(frame, InvalidateData{0, 1}, "the frame is mapped without the right to write");
    world.must(world.make(Type::small_frame), at(address)); // takes its place
    refused(frame, CleanData{0, 1}, "the frame is no longer mapped where it was");
    world.remove(space);
    refused(frame, CleanData{0, 1}, "the address space in which the frame is mapped is gone");
}

TEST_F(ExplainSpaces, CachesOfASpace) {
    using namespace api::address_space;
    add_tables();
    world.must(frame, at(address, space, CapabilityRights::read()));
    refused(space, CleanData{1, 1}, "`start` is not below `end`");
    refused(space, CleanData{0, kernel::arch::Machine::user_top.value}, "`end` lies outside user space");
    refused(space, CleanData{address, address + 0x1001},
            "`start` and `end` lie in different pages (allowed: 0x20000000 to 0x20000fff)");
    refused(space, InvalidateData{address, address + 1}, "`start` is mapped without the right to write");
    refused(world.make(Type::vspace), CleanData{0, 1},
            "the address space has no identifier (`the invoked capability`)");
}

TEST_F(ExplainSpaces, IdentifiersThatAreGone) {
    kernel::AsidTable& table = world.kernel().asids;
    const auto view = world.slot(space).as<kernel::AddressSpaceView>();
    world.checks = false;
    table.set_root(view.asid(), nullptr);
    refused(frame, at(address), "the identifier of the address space is not in use any more (`vspace`)");
    table.set_root(view.asid(), &table);
    refused(frame, at(address), "the identifier belongs to another address space now (`vspace`)");
    table.set_root(view.asid(), view.root());
}

TEST_F(ExplainSpaces, Pools) {
    refused(asid_pool, Assign{{endpoint}}, "`vspace` is no address space");
    refused(asid_pool, Assign{{space}}, "`vspace` has an identifier already");
    const auto make_pool = [&](Cap untyped) { return MakePool{{untyped}, {node}, world.free_slot(), whole}; };
    refused(asid_control, make_pool(endpoint), "`untyped` is no untyped memory");
    refused(asid_control, make_pool(world.make_untyped(api::architecture::asid_pool_bits + 1)),
            "`untyped` is not of the size of a pool");
    const Cap device =
        world.make_from(world.device_untyped_cap(api::architecture::asid_pool_bits),
                        static_cast<Word>(api::ObjectType::untyped), api::architecture::asid_pool_bits);
    refused(asid_control, make_pool(device), "`untyped` is device memory");
    const Cap used = world.make_untyped(api::architecture::asid_pool_bits);
    world.make_from(used, static_cast<Word>(api::ObjectType::endpoint));
    refused(asid_control, make_pool(used), "`untyped` has children");
    MakePool bad = make_pool(world.make_untyped(api::architecture::asid_pool_bits));
    bad.depth = 0;
    refused(asid_control, bad, "the depth is not from 1 to the bits of a word (`depth`)");
    bad.depth = whole;
    bad.index = endpoint;
    refused(asid_control, bad, "the destination slot is occupied");
}

TEST_F(ExplainSpaces, PoolsThatAreGoneOrFull) {
    const Cap free_space = world.make(Type::vspace);
    const auto pool = world.slot(asid_pool).as<kernel::AsidPoolView>();
    kernel::AsidTable& table = world.kernel().asids;
    world.checks = false;
    table.set_pool(pool.base(), nullptr);
    refused(asid_pool, Assign{{free_space}}, "the pool does not exist any more (`the invoked capability`)");
    kernel::AsidPool another{};
    table.set_pool(pool.base(), &another);
    refused(asid_pool, Assign{{free_space}}, "the capability is not of the pool that is registered");
    table.set_pool(pool.base(), &pool.object());
    const kernel::AsidPool kept = pool.object();
    for (auto& root : pool.object().roots) {
        root = root == nullptr ? &another : root;
    }
    refused(asid_pool, Assign{{free_space}}, "all identifiers of the pool are given out");
    pool.object() = kept;
}

TEST_F(ExplainSpaces, AllPoolsAreMade) {
    world.checks = false;
    MakePool method{};
    do {
        method = {{world.make_untyped(api::architecture::asid_pool_bits)}, {node}, world.free_slot(), whole};
    } while (world.invoke(asid_control, method).error() == Error::no_error);
    refused(asid_control, method, "all pools of address-space identifiers are made");
}

} // namespace
} // namespace nacre::test
