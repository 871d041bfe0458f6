// SPDX-License-Identifier: MIT
// Page tables: into an address space and out of it.
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::page_table::Map;
using api::page_table::Unmap;
using Own = api::architecture::ObjectType;

constexpr Word invalid_root = static_cast<Word>(api::LookupFailure::invalid_root);
constexpr Word missing_capability = static_cast<Word>(api::LookupFailure::missing_capability);

constexpr Map at(Capability space, Word address) { return {space, address, {}}; }

/// A space in which only the last table is missing.
Capability with_upper_tables(Scene& scene) {
    const Capability space = make_space(scene);
    add_tables(scene, space, free_address, table_levels - 1);
    return space;
}

/// Each goes one level deeper than the one before; the address is rounded down.
void maps(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = scene.make(Own::small_frame);
    for (unsigned level = 0; level < table_levels; ++level) {
        scene.expect_equal(Scene::call_method(frame, map_at(space, free_address))[2], bits_above(level),
                           "bits left");
        const Capability table = scene.make(user::table_type(level));
        scene.expect(user::map_table(table, level, space, free_address + 0x123).good(),
                     "a table of its level");
    }
    scene.succeed(frame, map_at(space, free_address));
}

void unmaps(Scene& scene) {
    const Capability space = with_upper_tables(scene);
    const Capability table = scene.make(Own::page_table);
    scene.succeed(table, at(space, free_address));
    const Capability frame = scene.make(Own::small_frame);
    scene.succeed(frame, map_at(space, free_address));
    scene.succeed(table, Unmap{});
    const Capability other = scene.make(Own::small_frame);
    const user::Message reply = Scene::call_method(other, map_at(space, free_address));
    scene.answered(reply, Error::failed_lookup);
    // Empty when it comes back: the frame that it held is not mapped any more.
    scene.succeed(table, at(space, free_address));
    scene.succeed(other, map_at(space, free_address));
    scene.succeed(other, api::frame::Unmap{});
    scene.succeed(table, Unmap{});
    scene.succeed(table, Unmap{});
}

void mapped_already(Scene& scene) {
    const Capability table = scene.make(Own::page_table);
    scene.succeed(table, at(with_upper_tables(scene), free_address));
    // Looked at first.
    scene.refuse(table, at(scene.own_thread(), api::architecture::user_top), Error::invalid_capability, {0});
}

void no_space(Scene& scene) {
    const Capability table = scene.make(Own::page_table);
    scene.refuse(table, at(scene.make(Own::vspace), api::architecture::user_top), Error::invalid_capability,
                 {1});
    scene.refuse(table, at(scene.own_thread(), free_address), Error::invalid_capability, {1});
}

void beyond(Scene& scene) {
    const Capability table = scene.make(Own::page_table);
    // What a table at the end of the addresses covers may reach beyond them.
    constexpr Word first_beyond = api::architecture::user_top + large_page_size;
    scene.refuse(table, at(make_space(scene), first_beyond), Error::invalid_argument, {0});
    // Before the identifier is looked up.
    scene.refuse(table, at(make_orphan(scene), ~Word{0}), Error::invalid_argument, {0});
}

void orphaned_space(Scene& scene) {
    scene.refuse(scene.make(Own::page_table), at(make_orphan(scene), free_address), Error::failed_lookup,
                 {0, invalid_root});
}

void replaced_space(Scene& scene) {
    scene.refuse(scene.make(Own::page_table), at(make_replaced(scene), free_address),
                 Error::invalid_capability, {1});
}

void has_copies(Scene& scene) {
    const Capability table = scene.make(Own::page_table);
    scene.succeed(table, at(with_upper_tables(scene), free_address));
    const Capability copy = scene.copy(table);
    scene.refuse(table, Unmap{}, Error::revoke_first);
    scene.refuse(copy, Unmap{}, Error::revoke_first);
    scene.remove(table);
    scene.succeed(copy, Unmap{});
}

/// Deleting the last capability of a mapped table unmaps it.
void deletion_unmaps(Scene& scene) {
    const Capability space = with_upper_tables(scene);
    const Capability table = scene.make(Own::page_table);
    scene.succeed(table, at(space, free_address));
    const Capability frame = scene.make(Own::small_frame);
    scene.succeed(frame, map_at(space, free_address));
    scene.remove(table);
    const user::Message reply = Scene::call_method(scene.make(Own::small_frame), map_at(space, free_address));
    scene.answered(reply, Error::failed_lookup);
    scene.expect_equal(reply[1], missing_capability, "the failure");
    scene.expect_equal(reply[2], bits_above(table_levels - 1), "bits left");
}

constexpr std::array checks{
    succeeds<Map>(maps),
    refuses<Map>("the page table is mapped already", mapped_already),
    refuses<Map>("`vspace` is no address space with an identifier", no_space),
    refuses<Map>("`virtual_address` lies beyond the addresses of programs", beyond),
    refuses<Map>("`vspace`'s identifier pool is gone", orphaned_space),
    refuses<Map>("`vspace`'s identifier belongs to another address space by now", replaced_space),
    succeeds<Unmap>(unmaps),
    refuses<Unmap>("the page table has other capabilities", has_copies),
    holds("PageTable", "Deleting the last capability of a table takes it out of its address space.",
          deletion_unmaps),
};

} // namespace

std::span<const Check> page_table_checks() { return checks; }

} // namespace nacre::conformance
