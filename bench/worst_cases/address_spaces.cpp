// SPDX-License-Identifier: MIT
// Full page tables, and all identifiers of a pool.
#include "groups.hpp"

#include <api/object_type.hpp>
#include <runtime/invoke.hpp>
#include <runtime/page_table.hpp>

namespace nacre::bench {

namespace {

using ArchitectureType = api::architecture::ObjectType;
using Attributes = api::architecture::MappingAttributes;

constexpr Word table_entries = power_of_two(api::architecture::page_table_index_bits);
constexpr unsigned levels = api::architecture::page_table_levels;
constexpr unsigned page_bits = api::architecture::small_frame_bits;
constexpr Word pool_size = power_of_two(api::architecture::asid_pool_index_bits);
/// Far from whatever programs have, at the beginning of tables of all levels.
constexpr Word base = power_of_two(log2_ceiling(api::architecture::user_top) - 2);

template<typename Type>
constexpr Word number(Type type) {
    return static_cast<Word>(type);
}

/// An address space with tables at `base`, and as many copies of one frame in them as they have room for.
struct FullSpace {
    Word space;
    Word tables;
    Word frames;
    Capability memory;

    void fill(Scene& scene) const {
        scene.make(memory, number(ArchitectureType::vspace), 0, space);
        require(user::invoke(scene.world().authority().asid_pool, api::asid_pool::Assign{{space}}).good(),
                "giving an address space its identifier");
        for (unsigned level = 0; level < levels; ++level) {
            const Capability table{tables + level};
            scene.make(memory, number(user::table_type(level)), 0, table.address);
            require(user::map_table(table, level, {space}, base).good(), "mapping a page table");
        }
        scene.make(memory, number(ArchitectureType::small_frame), 0, frames);
        for (Word page = 0; page < table_entries; ++page) {
            if (page != 0) {
                scene.copy(frames + page, frames);
            }
        }
        for (Word page = 0; page < table_entries; ++page) {
            const api::frame::Map map{{space},
                                      base + (page << page_bits),
                                      api::CapabilityRights::read_write(),
                                      Attributes::normal_data()};
            require(user::invoke(Capability{frames + page}, map).good(), "mapping a page");
        }
    }
};

void full_page_tables(Scene& scene) {
    const FullSpace full{scene.take(), scene.take(levels), scene.take(table_entries),
                         scene.memory(page_bits + 4)};
    full.fill(scene);
    {
        const Measured<Case::full_page_table> measured{"Unmap, then revoke and delete a full page table's",
                                                       table_entries};
        require(user::unmap_table(Capability{full.tables + levels - 1}, levels - 1).good(),
                "unmapping a page table");
        scene.revoke(full.frames);
        scene.revoke(full.memory.address);
    }
    full.fill(scene);
    const Measured<Case::delete_full_space> measured{"Delete an address space full of pages", table_entries};
    scene.remove(full.space);
    scene.revoke(full.memory.address);
}

void identifiers(Scene& scene) {
    const Capability memory = scene.memory(page_bits + log2_ceiling(pool_size));
    const Capability pool_memory = scene.memory(page_bits);
    const Word pool = scene.take();
    const Word spaces = scene.take(pool_size);
    scene.make(memory, number(ArchitectureType::vspace), 0, spaces, pool_size);
    const Capability control{api::initial_capability::asid_control};
    const api::asid_control::MakePool make{pool_memory, scene.root(), pool, Scene::whole_word};
    {
        const Measured<Case::assign_identifiers> measured{"Assign all identifiers of a pool", pool_size};
        require(user::invoke(control, make).good(), "making a pool of identifiers");
        for (Word space = 0; space < pool_size; ++space) {
            require(user::invoke(Capability{pool}, api::asid_pool::Assign{{spaces + space}}).good(),
                    "giving an address space its identifier");
        }
    }
    const Measured<Case::delete_identifiers> measured{"Delete a pool with its address spaces", pool_size};
    scene.remove(pool);
    scene.revoke(memory.address);
}

} // namespace

void worst_of_address_spaces(Scene& scene) {
    full_page_tables(scene);
    identifiers(scene);
}

} // namespace nacre::bench
