// SPDX-License-Identifier: MIT
// Identifiers of address spaces outlive nothing: what is left when their pool goes, and when another space
// has taken one over.
#include <core/memory/page_table.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <algorithm>

namespace nacre::test {
namespace {

using namespace kernel;
using Format = arch::PageTableFormat;
using Type = api::architecture::ObjectType;
using api::architecture::MappingAttributes;

constexpr Word address = 0x2000'0000;

/// An address space in a pool of its own, with a frame mapped in it.
struct Lodger {
    World world;
    Cap memory = world.make_untyped(api::architecture::asid_pool_bits);
    Cap pool = make_pool(memory);
    Cap space = make_space();
    Cap table = nothing; ///< the deepest one
    Cap frame = world.make(Type::small_frame);
    Asid asid = world.slot(space).as<AddressSpaceView>().asid();

    Lodger() {
        for (unsigned level = 1; level < Format::levels; level++) {
            table = world.make(Type::page_table);
            world.must(table, api::page_table::Map{{space}, address, MappingAttributes::normal()});
        }
        world.must(frame, map());
    }

    Cap make_pool(Cap from) {
        const Cap made = world.free_slot();
        world.must(api::initial_capability::asid_control,
                   api::asid_control::MakePool{{from}, {World::cnode_cap}, made, World::whole});
        return made;
    }
    Cap make_space() {
        const Cap made = world.make(Type::vspace);
        world.must(pool, api::asid_pool::Assign{{made}});
        return made;
    }
    api::frame::Map map() { return {{space}, address, CapabilityRights::all(), MappingAttributes::normal()}; }
    /// The same identifier names another space afterwards.
    void replace_pool() {
        world.remove(pool);
        pool = make_pool(world.make_untyped(api::architecture::asid_pool_bits));
        const Cap other = make_space();
        ASSERT_EQ(world.slot(other).as<AddressSpaceView>().asid(), asid);
    }
};

TEST(Identifiers, APoolTakesAllTranslationsWithIt) {
    Lodger lodger;
    World& world = lodger.world;
    arch::fake_machine().flushed_spaces.clear();
    world.remove(lodger.pool);
    EXPECT_EQ(arch::fake_machine().flushed_spaces, std::vector<Asid>{arch::all_address_spaces});
    EXPECT_EQ(world.kernel().asids.root(lodger.asid), nullptr);
    const Received refused = world.invoke(lodger.frame, lodger.map());
    EXPECT_EQ(refused.error(), Error::failed_lookup);
    EXPECT_EQ(refused.words[1], static_cast<Word>(api::LookupFailure::invalid_root));
    EXPECT_EQ(world.invoke(lodger.frame, api::frame::CleanData{0, 16}).error(), Error::failed_lookup);
    EXPECT_EQ(world.invoke(lodger.space, api::address_space::CleanData{address, address + 8}).error(),
              Error::failed_lookup);
    // The capabilities forget their places without touching anybody's tables.
    arch::fake_machine().flushed_pages.clear();
    world.must(lodger.frame, api::frame::Unmap{});
    EXPECT_TRUE(arch::fake_machine().flushed_pages.empty());
    world.must(lodger.table, api::page_table::Unmap{});
    EXPECT_FALSE(world.slot(lodger.table).as<PageTableView>().is_mapped());
    world.remove(lodger.space);
}

TEST(Identifiers, AnotherSpaceUnderTheSameOneIsLeftAlone) {
    Lodger lodger;
    World& world = lodger.world;
    lodger.replace_pool();
    EXPECT_EQ(world.invoke(lodger.frame, lodger.map()).error(), Error::invalid_capability);
    EXPECT_EQ(world.invoke(lodger.space, api::address_space::CleanData{address, address + 8}).error(),
              Error::invalid_capability);
    const void* root = world.kernel().asids.root(lodger.asid);
    arch::fake_machine().flushed_spaces.clear();
    world.remove(lodger.space);
    EXPECT_EQ(world.kernel().asids.root(lodger.asid), root);
    EXPECT_TRUE(arch::fake_machine().flushed_spaces.empty());
}

TEST(Identifiers, AThreadWhoseSpaceHasNoneTranslatesNothing) {
    Lodger lodger;
    World& world = lodger.world;
    Actor actor = world.make_thread();
    world.must(actor.thread_cap, api::thread::SetSpace{{nothing},
                                                       {World::cnode_cap},
                                                       api::CNodeData::root(api::root_cnode_slots_bits).bits,
                                                       {lodger.space},
                                                       0});
    world.let_others_run();
    EXPECT_EQ(arch::fake_machine().active_asid, lodger.asid);
    world.remove(lodger.pool);
    world.let_others_run();
    ASSERT_TRUE(world.runs(actor));
    EXPECT_FALSE(arch::fake_machine().active_root);
    // Nor does it when the identifier is another space's, which the machine would show it otherwise.
    lodger.pool = lodger.make_pool(world.make_untyped(api::architecture::asid_pool_bits));
    lodger.make_space();
    world.let_others_run();
    ASSERT_TRUE(world.runs(actor));
    EXPECT_FALSE(arch::fake_machine().active_root);
}

TEST(Identifiers, AThreadIsNotGivenASpaceWithoutOne) {
    Lodger lodger;
    Actor actor = lodger.world.make_thread();
    const Cap bare = lodger.world.make(Type::vspace);
    const auto data = api::CNodeData::root(api::root_cnode_slots_bits).bits;
    EXPECT_EQ(
        lodger.world
            .invoke(actor.thread_cap, api::thread::SetSpace{{nothing}, {World::cnode_cap}, data, {bare}, 0})
            .error(),
        Error::illegal_operation);
}

TEST(Identifiers, RunOutInOnePool) {
    Lodger lodger;
    World& world = lodger.world;
    const Cap late = world.make(Type::vspace);
    AsidPool& pool = world.slot(lodger.pool).as<AsidPoolView>().object();
    void* root = world.slot(lodger.space).as<AddressSpaceView>().root();
    const AsidPool before = pool;
    std::ranges::fill(pool.roots, root);
    world.checks = false;
    EXPECT_EQ(world.invoke(lodger.pool, api::asid_pool::Assign{{late}}).error(), Error::delete_first);
    pool = before;
    world.checks = true;
    EXPECT_EQ(world.invoke(lodger.pool, api::asid_pool::Assign{{late}}).error(), Error::no_error);
}

TEST(Identifiers, APoolIsNotMadeOfDeviceMemory) {
    World world;
    const Cap device =
        world.make_from(world.device_untyped_cap(12), static_cast<Word>(api::ObjectType::untyped),
                        api::architecture::asid_pool_bits);
    EXPECT_EQ(world
                  .invoke(api::initial_capability::asid_control,
                          api::asid_control::MakePool{
                              {device}, {World::cnode_cap}, world.free_slot(), World::whole})
                  .error(),
              Error::invalid_capability);
}

} // namespace
} // namespace nacre::test
