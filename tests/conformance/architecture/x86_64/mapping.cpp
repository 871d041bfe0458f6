// SPDX-License-Identifier: MIT
// What only x86-64 answers to mappings: tables of each level are a kind of their own.
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

namespace directory = api::page_directory;
namespace pointer_table = api::page_directory_pointer_table;
using api::Error;
using Own = api::architecture::ObjectType;

constexpr Word invalid_root = static_cast<Word>(api::LookupFailure::invalid_root);
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
}

void smaller_tables(Scene& scene) {
    const Capability space = make_space(scene);
    add_tables(scene, space, free_address);
    scene.refuse(scene.make(Own::large_frame), map_at(space, free_address), Error::delete_first);
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

/// Where the frame is mapped counts more than the space's identifier, and than the alignment.
void order_of_checks(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = make_mapped(scene, space);
    scene.refuse(frame, map_at(make_orphan(scene), 1), Error::invalid_capability, {1});
    scene.refuse(frame, map_at(space, free_address + 1), Error::invalid_argument, {0});
    scene.refuse(scene.make(Own::small_frame), map_at(make_orphan(scene), api::architecture::user_top),
                 Error::invalid_argument, {0});
}

void no_directory(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability table = scene.make(Own::page_table);
    for (unsigned levels = 1; levels < table_levels; ++levels) {
        scene.refuse(table, api::page_table::Map{space, free_address, {}}, Error::failed_lookup,
                     {0, missing_capability, bits_above(levels - 1)});
        add_tables(scene, space, free_address, levels);
    }
    scene.succeed(table, api::page_table::Map{space, free_address, {}});
}

void no_place_for_table(Scene& scene) {
    const Capability space = make_space(scene);
    add_tables(scene, space, free_address);
    scene.refuse(scene.make(Own::page_table), api::page_table::Map{space, free_address, {}},
                 Error::delete_first);
    const Word other = free_address + large_page_size;
    scene.succeed(scene.make(Own::large_frame), map_at(space, other));
    scene.refuse(scene.make(Own::page_table), api::page_table::Map{space, other, {}}, Error::delete_first);
}

// The upper tables, which have the same checks.

template<typename M>
constexpr unsigned level_of = M::object == api::ObjectKind::page_directory ? 1 : 0;

/// An object for the method.
template<typename M>
Capability table_for(Scene& scene) {
    return scene.make(user::table_type(level_of<M>));
}
/// A space with the tables above.
template<typename M>
Capability space_for(Scene& scene) {
    const Capability space = make_space(scene);
    add_tables(scene, space, free_address, level_of<M>);
    return space;
}

template<typename M>
void maps(Scene& scene) {
    scene.succeed(table_for<M>(scene), M{space_for<M>(scene), free_address + 0x123, {}});
}
template<typename M>
void mapped_already(Scene& scene) {
    const Capability table = table_for<M>(scene);
    scene.succeed(table, M{space_for<M>(scene), free_address, {}});
    scene.refuse(table, M{scene.own_thread(), ~Word{0}, {}}, Error::invalid_capability, {0});
}
template<typename M>
void no_space(Scene& scene) {
    const Capability table = table_for<M>(scene);
    scene.refuse(table, M{scene.make(Own::vspace), ~Word{0}, {}}, Error::invalid_capability, {1});
    scene.refuse(table, M{scene.own_thread(), free_address, {}}, Error::invalid_capability, {1});
}
template<typename M>
void beyond(Scene& scene) {
    scene.refuse(table_for<M>(scene), M{make_orphan(scene), ~Word{0}, {}}, Error::invalid_argument, {0});
}
template<typename M>
void orphaned_space(Scene& scene) {
    scene.refuse(table_for<M>(scene), M{make_orphan(scene), free_address, {}}, Error::failed_lookup,
                 {0, invalid_root});
}
template<typename M>
void replaced_space(Scene& scene) {
    scene.refuse(table_for<M>(scene), M{make_replaced(scene), free_address, {}}, Error::invalid_capability,
                 {1});
}
template<typename M>
void no_place(Scene& scene) {
    const Capability space = space_for<M>(scene);
    scene.succeed(table_for<M>(scene), M{space, free_address, {}});
    scene.refuse(table_for<M>(scene), M{space, free_address, {}}, Error::delete_first);
}
template<typename M, typename Unmap>
void unmaps(Scene& scene) {
    const Capability space = space_for<M>(scene);
    const Capability table = table_for<M>(scene);
    scene.succeed(table, M{space, free_address, {}});
    scene.succeed(table, Unmap{});
    scene.succeed(table_for<M>(scene), M{space, free_address, {}});
    scene.succeed(table, Unmap{});
}
template<typename M, typename Unmap>
void has_copies(Scene& scene) {
    const Capability table = table_for<M>(scene);
    scene.succeed(table, M{space_for<M>(scene), free_address, {}});
    const Capability copy = scene.copy(table);
    scene.refuse(copy, Unmap{}, Error::revoke_first);
    scene.remove(table);
    scene.succeed(copy, Unmap{});
}

void no_pointer_table(Scene& scene) {
    scene.refuse(scene.make(Own::page_directory), directory::Map{make_space(scene), free_address, {}},
                 Error::failed_lookup, {0, missing_capability, bits_above(0)});
}

template<typename M, typename Unmap>
consteval auto upper_checks() {
    return std::array{
        succeeds<M>(maps<M>),
        refuses<M>("the table is mapped already", mapped_already<M>),
        refuses<M>("`vspace` is no address space with an identifier", no_space<M>),
        refuses<M>("`virtual_address` lies beyond the addresses of programs", beyond<M>),
        refuses<M>("`vspace`'s identifier pool is gone", orphaned_space<M>),
        refuses<M>("`vspace`'s identifier belongs to another address space by now", replaced_space<M>),
        succeeds<Unmap>(unmaps<M, Unmap>),
        refuses<Unmap>("the table has other capabilities", has_copies<M, Unmap>),
    };
}

constexpr std::array own{
    refuses<api::frame::Map>("the page tables at `virtual_address` end before a frame of this size",
                             other_tables),
    refuses<api::frame::Map>("page tables for smaller frames are mapped at `virtual_address`",
                             smaller_tables),
    holds("Frame_Map", "What was mapped at the address before gives way.", replaces),
    holds("Frame_Map", "Where the frame is mapped counts more than the space's identifier.", order_of_checks),
    refuses<api::page_table::Map>("no page directory is mapped at `virtual_address`", no_directory),
    refuses<api::page_table::Map>("a page table or a large frame is mapped at `virtual_address`",
                                  no_place_for_table),
    refuses<pointer_table::Map>("such a table is mapped at `virtual_address`", no_place<pointer_table::Map>),
    refuses<directory::Map>("no page-directory-pointer table is mapped at `virtual_address`",
                            no_pointer_table),
    refuses<directory::Map>("a page directory or a huge frame is mapped at `virtual_address`",
                            no_place<directory::Map>),
};
constexpr auto checks = joined(own, upper_checks<pointer_table::Map, pointer_table::Unmap>(),
                               upper_checks<directory::Map, directory::Unmap>());

} // namespace

std::span<const Check> mapping_checks() { return checks; }

} // namespace nacre::conformance
