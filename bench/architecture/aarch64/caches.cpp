// SPDX-License-Identifier: MIT
// The caches of a large frame, which programs maintain through the kernel.
#include <api/object_type.hpp>
#include <runtime/invoke.hpp>
#include <runtime/page_table.hpp>
#include <worst_cases/groups.hpp>

namespace nacre::bench {

void worst_of_caches(Scene& scene) {
    using ArchitectureType = api::architecture::ObjectType;
    using Attributes = api::architecture::MappingAttributes;
    constexpr unsigned large_bits = api::architecture::large_frame_bits;
    constexpr unsigned tables_above = api::architecture::page_table_levels - 1;
    constexpr Word base = power_of_two(log2_ceiling(api::architecture::user_top) - 2);
    const Capability memory = scene.memory(large_bits);
    const Capability table_memory = scene.memory(api::architecture::page_table_bits + 2);
    const Word frame = scene.take();
    const Word tables = scene.take(tables_above);
    const Capability vspace = scene.world().authority().vspace;
    scene.make(memory, static_cast<Word>(ArchitectureType::large_frame), 0, frame);
    for (unsigned level = 0; level < tables_above; ++level) {
        const Capability table{tables + level};
        scene.make(table_memory, static_cast<Word>(user::table_type(level)), 0, table.address);
        require(user::map_table(table, level, vspace, base).good(), "mapping a page table");
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

} // namespace nacre::bench
