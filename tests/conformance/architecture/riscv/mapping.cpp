// SPDX-License-Identifier: MIT
// What only RISC-V answers to mappings: an address space is a page table there.
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using Own = api::architecture::ObjectType;

constexpr Word missing_capability = static_cast<Word>(api::LookupFailure::missing_capability);

/// The look-up stops at each table that is missing.
void other_tables(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = scene.make(Own::small_frame);
    for (unsigned level = 0; level < table_levels; ++level) {
        scene.refuse(frame, map_at(space, free_address), Error::failed_lookup,
                     {0, missing_capability, bits_above(level)});
        const Capability table = scene.make(user::table_type(level));
        scene.expect(user::map_table(table, level, space, free_address).good(), "a table of its level");
    }
    // Where a table for small frames is, no large one goes.
    scene.refuse(scene.make(Own::large_frame), map_at(space, free_address), Error::failed_lookup,
                 {0, missing_capability, api::architecture::small_frame_bits});
}

/// The tables are looked at before the frame's own mapping, and the address before its alignment.
void order_of_checks(Scene& scene) {
    const Capability frame = make_mapped(scene, make_space(scene));
    scene.refuse(frame, map_at(make_space(scene), api::architecture::user_top + 1), Error::invalid_argument,
                 {0});
    scene.refuse(frame, map_at(make_space(scene), free_address + 1), Error::alignment_error);
    scene.refuse(frame, map_at(make_space(scene), free_address), Error::failed_lookup,
                 {0, missing_capability, bits_above(0)});
}

void occupied(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability first = make_mapped(scene, space);
    scene.refuse(scene.make(Own::small_frame), map_at(space, free_address), Error::delete_first);
    scene.succeed(first, map_at(space, free_address, api::CapabilityRights::read()));
}

void no_place_for_table(Scene& scene) {
    const Capability space = make_space(scene);
    add_tables(scene, space, free_address);
    scene.refuse(scene.make(Own::page_table), api::page_table::Map{space, free_address, {}},
                 Error::delete_first);
    // A large frame is in the way, too.
    const Word other = free_address + large_page_size;
    scene.succeed(scene.make(Own::large_frame), map_at(space, other));
    scene.refuse(scene.make(Own::page_table), api::page_table::Map{space, other, {}}, Error::delete_first);
}

void unmap_of_space(Scene& scene) {
    scene.refuse(make_space(scene), api::page_table::Unmap{}, Error::revoke_first);
}

/// What has an identifier is mapped already.
void space_as_table(Scene& scene) {
    const Capability space = make_space(scene);
    scene.refuse(space, api::page_table::Map{make_space(scene), free_address, {}}, Error::invalid_capability,
                 {0});
}

constexpr std::array checks{
    refuses<api::frame::Map>("the page tables at `virtual_address` are not those for a frame of this size",
                             other_tables),
    refuses<api::frame::Map>("the frame is not mapped, and another one is at `virtual_address`", occupied),
    holds("Frame_Map", "The address is looked at first, then the tables, then where the frame is mapped.",
          order_of_checks),
    refuses<api::page_table::Map>(
        "no table is missing at `virtual_address`, or a larger frame is mapped there", no_place_for_table),
    refuses<api::page_table::Unmap>("the page table is an address space with an identifier", unmap_of_space),
    holds("PageTable_Map", "An address space cannot be mapped as a page table.", space_as_table),
};

} // namespace

std::span<const Check> mapping_checks() { return checks; }

} // namespace nacre::conformance
