// SPDX-License-Identifier: MIT
// What only AArch64 answers to mappings.
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

void replaces(Scene& scene) {
    const Capability first = scene.make(Own::small_frame);
    const Capability second = scene.make(Own::small_frame);
    volatile Word* here = map_here(scene, first);
    volatile Word* there = map_here(scene, scene.copy(second), free_address + page_size);
    if (here == nullptr || there == nullptr) {
        return;
    }
    *here = 1;
    *there = 2;
    scene.succeed(second, map_at(scene.vspace(), free_address));
    scene.expect_equal(*here, 2, "what the address shows");
    scene.succeed(first, api::frame::Unmap{});
    scene.expect_equal(*here, 2, "after the replaced frame was unmapped");
}

void beyond_after_mapped(Scene& scene) {
    const Capability frame = make_mapped(scene, make_space(scene));
    scene.refuse(frame, map_at(make_space(scene), api::architecture::user_top), Error::invalid_capability,
                 {1});
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

constexpr std::array checks{
    refuses<api::frame::Map>("the page tables at `virtual_address` are not those for a frame of this size",
                             other_tables),
    holds("Frame_Map", "What was mapped at the address before gives way.", replaces),
    holds("Frame_Map", "That it is mapped in another space counts more than the address.",
          beyond_after_mapped),
    refuses<api::page_table::Map>(
        "no table is missing at `virtual_address`, or a larger frame is mapped there", no_place_for_table),
};

} // namespace

std::span<const Check> mapping_checks() { return checks; }

} // namespace nacre::conformance
