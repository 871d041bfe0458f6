// SPDX-License-Identifier: MIT
// Identifiers of address spaces: pools of them, and giving them out.
#include <board.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/destination.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::ObjectType;
using api::asid_control::MakePool;
using api::asid_pool::Assign;
using Own = api::architecture::ObjectType;

constexpr Capability control{initial::asid_control};
constexpr Word pool_bits = api::architecture::asid_pool_bits;
constexpr Word pool_count = Word{1} << api::architecture::asid_pool_count_bits;
constexpr Word pool_size = Word{1} << api::architecture::asid_pool_index_bits;

MakePool usual(Scene& scene) {
    return {scene.make(ObjectType::untyped, pool_bits), scene.cnode(), scene.slot().address, whole_word};
}

struct Attempt {
    Capability target;
    MakePool method;
};
Attempt attempt(Scene& scene) { return {control, usual(scene)}; }

void makes_pool(Scene& scene) {
    const MakePool method = usual(scene);
    scene.succeed(control, method);
    const Capability space = make_space(scene, {method.index});
    make_mapped(scene, space);
    // The memory is used up.
    const Capability object = scene.slot();
    const api::untyped::Retype retype{.type = static_cast<Word>(ObjectType::endpoint),
                                      .root = scene.cnode(),
                                      .node_offset = object.address,
                                      .object_count = 1};
    scene.answered(Scene::call_method({method.untyped.value}, retype), Error::not_enough_memory);
}

void all_pools(Scene& scene) {
    for (Word i = 0; i < pool_count; ++i) {
        const MakePool method = usual(scene);
        if (Scene::call_method(control, method).label() != 0) {
            scene.expect_equal(i, pool_count - 1, "pools beside the initial one");
            scene.refuse(control, method, Error::delete_first);
            // Looked at before the untyped memory.
            scene.refuse(control, MakePool{scene.own_thread(), scene.cnode(), 0, 0}, Error::delete_first);
            return;
        }
    }
    scene.expect(false, "the pools come to an end");
}

void bad_untyped(Scene& scene) {
    MakePool method = usual(scene);
    for (const Capability memory :
         {scene.own_thread(), scene.make(ObjectType::untyped, pool_bits + 1),
          scene.make(ObjectType::untyped, pool_bits - 1), device_page(scene, user::board::device_page)}) {
        method.untyped = memory;
        scene.refuse(control, method, Error::invalid_capability, {1});
    }
}

void used_untyped(Scene& scene) {
    MakePool method = usual(scene);
    const Capability object = scene.slot();
    scene.succeed({method.untyped.value},
                  api::untyped::Retype{.type = static_cast<Word>(ObjectType::endpoint),
                                       .root = scene.cnode(),
                                       .node_offset = object.address,
                                       .object_count = 1});
    method.root = scene.own_thread();
    scene.refuse(control, method, Error::revoke_first);
    scene.remove(object);
    method.root = scene.cnode();
    scene.succeed(control, method);
}

void assigns(Scene& scene) {
    const Capability space = scene.make(Own::vspace);
    const Capability frame = scene.make(Own::small_frame);
    scene.answered(Scene::call_method(frame, map_at(space, free_address)), Error::invalid_capability);
    scene.succeed({initial::asid_pool}, Assign{space});
    add_tables(scene, space, free_address);
    scene.succeed(frame, map_at(space, free_address));
}

void bad_space(Scene& scene) {
    const Capability pool{initial::asid_pool};
    scene.refuse(pool, Assign{scene.own_thread()}, Error::invalid_capability, {1});
    if (Own::page_table != Own::vspace) {
        scene.refuse(pool, Assign{scene.make(Own::page_table)}, Error::invalid_capability, {1});
    }
    scene.refuse(pool, Assign{make_space(scene)}, Error::invalid_capability, {1});
    // One identifier for good, though its pool is gone.
    scene.refuse(pool, Assign{make_orphan(scene)}, Error::invalid_capability, {1});
}

void pool_used_up(Scene& scene) {
    const Capability pool = make_pool(scene);
    Capability last{};
    for (Word i = 0; i < pool_size; ++i) {
        last = make_space(scene, pool);
    }
    scene.refuse(pool, Assign{scene.make(Own::vspace)}, Error::delete_first);
    // A space that goes gives its identifier back.
    scene.remove(last);
    make_space(scene, pool);
}

constexpr std::array own{
    succeeds<MakePool>(makes_pool),
    refuses<MakePool>("all identifier pools are made", all_pools),
    refuses<MakePool>("`untyped` is no untyped memory of a pool's size, or is a device's", bad_untyped),
    refuses<MakePool>("`untyped` has children", used_untyped),
    succeeds<Assign>(assigns),
    refuses<Assign>("`vspace` is no address space, or has an identifier already", bad_space),
    refuses<Assign>("all identifiers of the pool are given out", pool_used_up),
};
constexpr auto checks = joined(own, DestinationChecks<MakePool, attempt>::checks);

} // namespace

std::span<const Check> asid_checks() { return checks; }

} // namespace nacre::conformance
