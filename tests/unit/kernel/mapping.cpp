// SPDX-License-Identifier: MIT
// Frames, page tables, address spaces and their identifiers.
#include <core/memory/page_table.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <utility>

namespace nacre::test {
namespace {

using namespace kernel;
using Format = arch::PageTableFormat;
using Type = api::architecture::ObjectType;
using api::architecture::MappingAttributes;

constexpr Word address = 0x2000'0000;

/// A fresh address space with tables for `address`.
struct Space {
    World world;
    Cap space = world.make(Type::vspace);
    Cap frame = world.make(Type::small_frame);
    std::vector<Cap> tables;

    Space() { world.must(api::initial_capability::asid_pool, api::asid_pool::Assign{{space}}); }

    void add_tables() {
        for (unsigned level = 1; level < Format::levels; level++) {
            tables.push_back(world.make(Type::page_table));
            world.must(tables.back(), api::page_table::Map{{space}, address, MappingAttributes::normal()});
        }
    }
    Received map(Cap cap, Word at, CapabilityRights rights = CapabilityRights::all(),
                 MappingAttributes attributes = MappingAttributes::normal()) {
        return world.invoke(cap, api::frame::Map{{space}, at, rights, attributes});
    }
    Asid asid() { return world.slot(space).as<AddressSpaceView>().asid(); }
    Format::Entry entry(Word at) {
        return *PageTables{world.slot(space).as<AddressSpaceView>().root()}.find({at}).entry;
    }
};

TEST(Mapping, TablesComeBeforeFrames) {
    Space space;
    Received answer = space.map(space.frame, address);
    EXPECT_EQ(answer.error(), Error::failed_lookup);
    EXPECT_EQ(answer.words, (std::vector<Word>{0, static_cast<Word>(api::LookupFailure::missing_capability),
                                               Format::span_bits(0)}));
    space.add_tables();
    EXPECT_EQ(space.map(space.frame, address).error(), Error::no_error);
    EXPECT_TRUE(Format::is_leaf(Format::levels - 1, space.entry(address)));
    EXPECT_EQ(Format::target(space.entry(address)), space.world.slot(space.frame).as<FrameView>().physical());
    // There is no place for one more table.
    const Cap more = space.world.make(Type::page_table);
    EXPECT_EQ(space.world.invoke(more, api::page_table::Map{{space.space}, address, {}}).error(),
              Error::delete_first);
}

TEST(Mapping, PermissionsAreRightsAndAttributes) {
    Space space;
    space.add_tables();
    const auto permissions = [&] { return Format::permissions(space.entry(address)); };
    ASSERT_EQ(
        space.map(space.frame, address, CapabilityRights::read(), MappingAttributes::normal_data()).error(),
        Error::no_error);
    EXPECT_TRUE(permissions().read && !permissions().write && !permissions().execute && permissions().cached);
    // Mapped again in its place, with more; the old translation is forgotten.
    arch::fake_machine().flushed_pages.clear();
    ASSERT_EQ(space.map(space.frame, address, CapabilityRights::all(), MappingAttributes{}).error(),
              Error::no_error);
    EXPECT_TRUE(permissions().read && permissions().write && permissions().execute && !permissions().cached);
    EXPECT_EQ(arch::fake_machine().flushed_pages,
              (std::vector<arch::FlushedPage>{{space.asid(), {address}}}));
    // A capability without the right to write cannot map writably.
    const Cap readable = space.world.copy(space.frame, CapabilityRights::read());
    ASSERT_EQ(space.map(readable, address + 0x1000).error(), Error::no_error);
    EXPECT_FALSE(Format::permissions(space.entry(address + 0x1000)).write);
}

TEST(Mapping, WhatCannotBeReadCannotBeExecuted) {
    Space space;
    space.add_tables();
    const Cap useless = space.world.copy(space.frame, CapabilityRights::write());
    ASSERT_EQ(space.map(useless, address).error(), Error::no_error);
    const auto permissions = Format::permissions(space.entry(address));
    EXPECT_FALSE(permissions.read || permissions.write || permissions.execute);
}

TEST(Mapping, MapChecksItsArguments) {
    Space space;
    space.add_tables();
    EXPECT_EQ(space.map(space.frame, address + 0x800).error(), Error::alignment_error);
    EXPECT_EQ(space.map(space.frame, arch::Machine::user_top.value).error(), Error::invalid_argument);
    EXPECT_EQ(space.world.invoke(space.frame, api::frame::Map{{space.frame}, address, {3}, {}}).error(),
              Error::invalid_capability);
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    EXPECT_EQ(space.map(space.frame, address + 0x1000).error(), Error::invalid_argument);
    const Cap other = space.world.make(Type::small_frame);
    const Cap unassigned = space.world.make(Type::vspace);
    EXPECT_EQ(space.world.invoke(other, api::frame::Map{{unassigned}, address, {3}, {}}).error(),
              Error::invalid_capability);
}

TEST(Mapping, AFrameTakesThePlaceOfAnother) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    const Cap other = space.world.make(Type::small_frame);
    arch::fake_machine().flushed_pages.clear();
    ASSERT_EQ(space.map(other, address).error(), Error::no_error);
    EXPECT_EQ(Format::target(space.entry(address)), space.world.slot(other).as<FrameView>().physical());
    EXPECT_EQ(arch::fake_machine().flushed_pages.size(), 1U);
    // The first one's capability does not know; it can do no harm.
    const api::frame::CleanData clean{0, 1};
    EXPECT_EQ(space.world.invoke(space.frame, clean).error(), Error::invalid_capability);
    space.world.must(space.frame, api::frame::Unmap{});
    EXPECT_EQ(Format::target(space.entry(address)), space.world.slot(other).as<FrameView>().physical());
}

TEST(Mapping, ALargerFrameDoesNotGoWhereTablesAre) {
    Space space;
    space.add_tables();
    const Cap large = space.world.make(Type::large_frame);
    const Received answer = space.map(large, address);
    EXPECT_EQ(answer.error(), Error::failed_lookup);
    EXPECT_EQ(answer.words, (std::vector<Word>{0, static_cast<Word>(api::LookupFailure::missing_capability),
                                               Format::span_bits(Format::levels - 1)}));
}

TEST(Mapping, InvalidatingNeedsAWritableMapping) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address, CapabilityRights::read()).error(), Error::no_error);
    World& world = space.world;
    EXPECT_EQ(world.invoke(space.frame, api::frame::InvalidateData{0, 1}).error(), Error::illegal_operation);
    EXPECT_EQ(world.invoke(space.frame, api::frame::CleanInvalidateData{0, 1}).error(), Error::no_error);
    const Word end = address + 1;
    EXPECT_EQ(world.invoke(space.space, api::address_space::InvalidateData{address, end}).error(),
              Error::illegal_operation);
    EXPECT_EQ(world.invoke(space.space, api::address_space::CleanInvalidateData{address, end}).error(),
              Error::no_error);
}

TEST(Mapping, UnmapAndDeleteTakeItAway) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    arch::fake_machine().flushed_pages.clear();
    space.world.must(space.frame, api::frame::Unmap{});
    EXPECT_EQ(space.entry(address), 0U);
    EXPECT_EQ(arch::fake_machine().flushed_pages.size(), 1U);
    space.world.must(space.frame, api::frame::Unmap{}); // nothing to do
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    space.world.remove(space.frame);
    EXPECT_EQ(space.entry(address), 0U);
    EXPECT_EQ(arch::fake_machine().flushed_pages.size(), 2U);
}

TEST(Mapping, ACopyHasItsOwnMapping) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    const Cap copy = space.world.copy(space.frame);
    ASSERT_EQ(space.map(copy, address + 0x1000).error(), Error::no_error);
    space.world.remove(copy);
    EXPECT_EQ(space.entry(address + 0x1000), 0U);
    EXPECT_NE(space.entry(address), 0U);
}

TEST(Mapping, ATableTakesItsMappingsWithIt) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    const Cap copy = space.world.copy(space.tables.back());
    EXPECT_EQ(space.world.invoke(copy, api::page_table::Unmap{}).error(), Error::revoke_first);
    space.world.remove(copy);
    arch::fake_machine().flushed_spaces.clear();
    space.world.must(space.tables.back(), api::page_table::Unmap{});
    EXPECT_EQ(space.entry(address), 0U);
    EXPECT_EQ(arch::fake_machine().flushed_spaces, std::vector<Asid>{space.asid()});
    // The frame thinks that it is mapped; unmapping it does no harm.
    space.world.must(space.frame, api::frame::Unmap{});
    space.world.must(space.tables.back(), api::page_table::Map{{space.space}, address, {}});
    EXPECT_EQ(space.entry(address), 0U);
}

TEST(Mapping, LargeFramesSitHigher) {
    Space space;
    for (unsigned level = 1; level + 1 < Format::levels; level++) {
        space.world.must(space.world.make(Type::page_table),
                         api::page_table::Map{{space.space}, address, {}});
    }
    const Cap large = space.world.make(Type::large_frame);
    EXPECT_EQ(space.map(large, address + 0x1000).error(), Error::alignment_error);
    EXPECT_EQ(space.map(large, address).error(), Error::no_error);
    // Nothing smaller fits there now.
    EXPECT_EQ(space.map(space.frame, address).error(), Error::failed_lookup);
}

TEST(Mapping, DeletingTheAddressSpaceForgetsIt) {
    Space space;
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    const Asid asid = space.asid();
    arch::fake_machine().flushed_spaces.clear();
    space.world.remove(space.space);
    EXPECT_EQ(arch::fake_machine().flushed_spaces, std::vector<Asid>{asid});
    EXPECT_EQ(space.world.kernel().asids.root(asid), nullptr);
    // The next space gets the same identifier; the old frame's capability cannot harm it.
    space.space = space.world.make(Type::vspace);
    space.world.must(api::initial_capability::asid_pool, api::asid_pool::Assign{{space.space}});
    EXPECT_EQ(space.asid(), asid);
    space.add_tables();
    const Cap other = space.world.make(Type::small_frame);
    ASSERT_EQ(space.map(other, address).error(), Error::no_error);
    space.world.remove(space.frame);
    EXPECT_NE(space.entry(address), 0U);
}

TEST(Asid, PoolsAreMadeAndRunOut) {
    World world;
    const auto make_pool = [&] {
        const Cap memory = world.make_untyped(12);
        return world.invoke(
            api::initial_capability::asid_control,
            api::asid_control::MakePool{{memory}, {World::cnode_cap}, world.free_slot(), World::whole});
    };
    world.checks = false;
    for (unsigned count = 1; count < AsidTable::pool_count; count++) {
        ASSERT_EQ(make_pool().error(), Error::no_error) << count;
    }
    world.checks = true;
    EXPECT_EQ(make_pool().error(), Error::delete_first);
    EXPECT_EQ(world.kernel().asids.free_base(), AsidTable::none);
}

TEST(Asid, MakePoolChecksItsMemory) {
    World world;
    const auto make_pool = [&](Cap memory) {
        return world
            .invoke(
                api::initial_capability::asid_control,
                api::asid_control::MakePool{{memory}, {World::cnode_cap}, world.free_slot(), World::whole})
            .error();
    };
    EXPECT_EQ(make_pool(world.make_untyped(13)), Error::invalid_capability);
    EXPECT_EQ(make_pool(world.make_endpoint()), Error::invalid_capability);
    const Cap used = world.make_untyped(12);
    world.make_from(used, static_cast<Word>(api::ObjectType::endpoint));
    EXPECT_EQ(make_pool(used), Error::revoke_first);
}

TEST(Asid, AnAddressSpaceIsAssignedOnce) {
    Space space;
    const Cap pool = api::initial_capability::asid_pool;
    EXPECT_EQ(space.world.invoke(pool, api::asid_pool::Assign{{space.space}}).error(),
              Error::invalid_capability);
    EXPECT_EQ(space.world.invoke(pool, api::asid_pool::Assign{{space.frame}}).error(),
              Error::invalid_capability);
}

TEST(Asid, AThreadWhoseSpaceGoesLosesItAtOnce) {
    Space space;
    Actor actor = space.world.make_thread();
    space.world.must(actor.thread_cap,
                     api::thread::SetSpace{{nothing},
                                           {World::cnode_cap},
                                           api::CNodeData::root(api::root_cnode_slots_bits).bits,
                                           {space.space},
                                           0});
    space.world.let_others_run();
    EXPECT_EQ(arch::fake_machine().active_asid, space.asid());
    space.world.remove(space.space);
    space.world.let_others_run();
    EXPECT_TRUE(space.world.runs(actor));
    EXPECT_NE(arch::fake_machine().active_asid, 0U) << "the thread's own capability keeps the space";
}

TEST(Cache, NewInstructionsAreFetchedAnewWhenTheyCanBeExecutedAndWhenAThreadStarts) {
    Space space;
    World& world = space.world;
    space.add_tables();
    const auto refetches = [] { return std::exchange(arch::fake_machine().refetches, 0); };
    refetches();
    ASSERT_EQ(
        space.map(space.frame, address, CapabilityRights::all(), MappingAttributes::normal_data()).error(),
        Error::no_error);
    EXPECT_EQ(refetches(), 0U) << "nobody executes that";
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    EXPECT_EQ(refetches(), 1U);
    const Cap thread = world.make(api::ObjectType::thread);
    EXPECT_EQ(refetches(), 0U);
    world.must(thread, api::thread::Resume{});
    EXPECT_EQ(refetches(), 1U);
}

TEST(Cache, FramesAreMaintainedWithinBounds) {
    Space space;
    World& world = space.world;
    EXPECT_EQ(world.invoke(space.frame, api::frame::CleanData{0, 16}).error(), Error::illegal_operation);
    space.add_tables();
    ASSERT_EQ(space.map(space.frame, address).error(), Error::no_error);
    EXPECT_EQ(world.invoke(space.frame, api::frame::CleanData{16, 16}).error(), Error::invalid_argument);
    EXPECT_EQ(world.invoke(space.frame, api::frame::CleanData{0, 4097}).error(), Error::invalid_argument);
    arch::fake_machine().cache_work.clear();
    world.must(space.frame, api::frame::UnifyInstruction{64, 4096});
    const PhysicalAddress start = world.slot(space.frame).as<FrameView>().physical();
    EXPECT_EQ(arch::fake_machine().cache_work,
              (std::vector<arch::CacheRange>{{arch::CacheWork::unify, start + 64, 4032}}));
    EXPECT_EQ(world.must(space.frame, api::frame::GetAddress{}).words, std::vector<Word>{start.value});
    // By address in the space: not across a page.
    arch::fake_machine().cache_work.clear();
    world.must(space.space, api::address_space::CleanData{address + 8, address + 16});
    EXPECT_EQ(arch::fake_machine().cache_work,
              (std::vector<arch::CacheRange>{{arch::CacheWork::clean, start + 8, 8}}));
    EXPECT_EQ(world.invoke(space.space, api::address_space::CleanData{address + 8, address + 0x1001}).error(),
              Error::range_error);
}

} // namespace
} // namespace nacre::test
