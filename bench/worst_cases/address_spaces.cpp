// SPDX-License-Identifier: MIT
// Full page tables, all identifiers of a pool, and the caches of a large frame.
#include "groups.hpp"

#include <api/object_type.hpp>
#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

using ArchitectureType = api::architecture::ObjectType;
using Attributes = api::architecture::MappingAttributes;

constexpr Word table_entries = 512;
constexpr unsigned page_bits = 12;
constexpr Word pool_size = 512;
constexpr Word base = Word{1} << 40;

template<typename Type>
constexpr Word number(Type type) {
    return static_cast<Word>(type);
}

/// An address space with tables at `base`, and 512 copies of one frame in them.
struct FullSpace {
    Word space;
    Word tables;
    Word frames;
    Capability memory;

    void fill(Scene& scene) const {
        scene.make(memory, number(ArchitectureType::vspace), 0, space);
        require(user::invoke(scene.world().authority().asid_pool, api::asid_pool::Assign{{space}}).good(),
                "giving an address space its identifier");
        scene.make(memory, number(ArchitectureType::page_table), 0, tables, 3);
        for (Word table = 0; table < 3; ++table) {
            const api::page_table::Map map{{space}, base, Attributes::normal()};
            require(user::invoke(Capability{tables + table}, map).good(), "mapping a page table");
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
    const FullSpace full{scene.take(), scene.take(3), scene.take(table_entries), scene.memory(page_bits + 4)};
    full.fill(scene);
    {
        const Measured<Case::full_page_table> measured{"Unmap, then revoke and delete a full page table's",
                                                       table_entries};
        require(user::invoke(Capability{full.tables + 2}, api::page_table::Unmap{}).good(),
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

void caches(Scene& scene) {
    constexpr unsigned large_bits = 21;
    const Capability memory = scene.memory(large_bits);
    const Capability table_memory = scene.memory(page_bits + 2);
    const Word frame = scene.take();
    const Word tables = scene.take(2);
    const Capability vspace = scene.world().authority().vspace;
    scene.make(memory, number(ArchitectureType::large_frame), 0, frame);
    scene.make(table_memory, number(ArchitectureType::page_table), 0, tables, 2);
    for (Word table = 0; table < 2; ++table) {
        require(
            user::invoke(Capability{tables + table}, api::page_table::Map{vspace, base, Attributes::normal()})
                .good(),
            "mapping a page table");
    }
    const api::frame::Map map{vspace, base, api::CapabilityRights::read_write(), Attributes::normal_data()};
    require(user::invoke(Capability{frame}, map).good(), "mapping a large frame");
    const Word size = power_of_two(large_bits);
    const Measured<Case::clean_large_frame> measured{"Maintain the caches for a large frame, KiB",
                                                     size >> 10};
    require(user::invoke(Capability{frame}, api::frame::CleanData{0, size}).good() &&
                user::invoke(Capability{frame}, api::frame::InvalidateData{0, size}).good() &&
                user::invoke(Capability{frame}, api::frame::CleanInvalidateData{0, size}).good() &&
                user::invoke(Capability{frame}, api::frame::UnifyInstruction{0, size}).good() &&
                user::invoke(vspace, api::address_space::CleanData{base, base + size}).good() &&
                user::invoke(vspace, api::address_space::UnifyInstruction{base, base + size}).good(),
            "maintaining the caches");
}

} // namespace

void worst_of_address_spaces(Scene& scene) {
    full_page_tables(scene);
    identifiers(scene);
    caches(scene);
}

} // namespace nacre::bench
