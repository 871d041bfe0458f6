// SPDX-License-Identifier: MIT
// CNode_Rotate: two capabilities move at once.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

#include <api/cnode_data.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::LookupFailure;
using api::ObjectType;
using api::cnode::Rotate;

constexpr Word invalid_root = static_cast<Word>(LookupFailure::invalid_root);
constexpr Word missing_capability = static_cast<Word>(LookupFailure::missing_capability);
constexpr Word depth_mismatch = static_cast<Word>(LookupFailure::depth_mismatch);

Rotate rotation(Capability destination, Capability pivot, Capability source) {
    Rotate method{};
    method.destination_index = destination.address;
    method.pivot_index = pivot.address;
    method.source_index = source.address;
    method.destination_depth = method.pivot_depth = method.source_depth = whole_word;
    method.pivot_root = method.source_root = {initial::cnode};
    return method;
}

/// A rotation of two fresh endpoints into an empty slot.
Rotate usual(Scene& scene) {
    return rotation(scene.slot(), scene.make(ObjectType::endpoint), scene.make(ObjectType::endpoint));
}

void moves_two(Scene& scene) {
    const Capability thread = scene.make(ObjectType::thread);
    const Capability node = scene.make(ObjectType::cnode, 4);
    const Word thread_kind = user::debug_capability_identify(thread);
    const Word node_kind = user::debug_capability_identify(node);
    const Capability destination = scene.slot();
    scene.succeed(scene.cnode(), rotation(destination, thread, node));
    scene.expect_equal(user::debug_capability_identify(destination), thread_kind, "in the destination");
    scene.expect_equal(user::debug_capability_identify(thread), node_kind, "in the pivot's slot");
    scene.expect_equal(user::debug_capability_identify(node), 0, "in the source's slot");
    // Destination and source the same: a swap.
    scene.succeed(scene.cnode(), rotation(destination, thread, destination));
    scene.expect_equal(user::debug_capability_identify(destination), node_kind, "after the swap");
    scene.expect_equal(user::debug_capability_identify(thread), thread_kind, "after the swap");
}

void bad_depths(Scene& scene, Word Rotate::* depth) {
    Rotate method = usual(scene);
    for (const Word value : {Word{0}, Word{word_bits + 1}, Word{256 + word_bits}}) {
        method.*depth = value;
        scene.refuse(scene.cnode(), method, Error::range_error, {1, word_bits});
    }
}

void bad_destination_depth(Scene& scene) { bad_depths(scene, &Rotate::destination_depth); }
void bad_source_depth(Scene& scene) { bad_depths(scene, &Rotate::source_depth); }
void bad_pivot_depth(Scene& scene) { bad_depths(scene, &Rotate::pivot_depth); }

void bad_destination(Scene& scene) {
    Rotate method = usual(scene);
    method.destination_index = 0;
    method.destination_depth = 1;
    scene.refuse(scene.make(ObjectType::cnode, 2), method, Error::failed_lookup, {0, depth_mismatch, 1, 2});
}

/// The source is looked up before the pivot.
void bad_source_root(Scene& scene) {
    Rotate method = usual(scene);
    method.source_root = scene.own_thread();
    method.pivot_depth = 0;
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, invalid_root});
}

void bad_source(Scene& scene) {
    Rotate method = usual(scene);
    method.source_root = scene.make(ObjectType::cnode, 2);
    method.source_index = 0;
    method.source_depth = 1;
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, depth_mismatch, 1, 2});
}

/// A pivot that cannot be looked up counts as a source.
void bad_pivot_root(Scene& scene) {
    Rotate method = usual(scene);
    method.pivot_root = scene.own_thread();
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, invalid_root});
}

void bad_pivot(Scene& scene) {
    Rotate method = usual(scene);
    method.pivot_root = scene.make(ObjectType::cnode, 2);
    method.pivot_index = 0;
    method.pivot_depth = 1;
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, depth_mismatch, 1, 2});
}

void pivot_is_another(Scene& scene) {
    const Capability first = scene.make(ObjectType::endpoint);
    const Capability second = scene.make(ObjectType::endpoint);
    scene.refuse(scene.cnode(), rotation(scene.slot(), first, first), Error::illegal_operation);
    scene.refuse(scene.cnode(), rotation(first, first, second), Error::illegal_operation);
}

void occupied_destination(Scene& scene) {
    const Rotate method = rotation(scene.make(ObjectType::endpoint), scene.slot(), scene.slot());
    scene.refuse(scene.cnode(), method, Error::delete_first);
}

void empty_source(Scene& scene) {
    scene.refuse(scene.cnode(), rotation(scene.slot(), scene.slot(), scene.slot()), Error::failed_lookup,
                 {1, missing_capability, word_bits});
}

void empty_pivot(Scene& scene) {
    const Capability source = scene.make(ObjectType::endpoint);
    scene.refuse(scene.cnode(), rotation(scene.slot(), scene.slot(), source), Error::failed_lookup,
                 {0, missing_capability, word_bits});
}

void unfit_data(Scene& scene) {
    Rotate method = usual(scene);
    method.pivot_index = scene.make(ObjectType::cnode, 8).address;
    method.destination_badge = api::CNodeData::make(0, word_bits - 7).bits;
    scene.refuse(scene.cnode(), method, Error::illegal_operation);
    method = usual(scene);
    method.source_index = scene.make(ObjectType::cnode, 8).address;
    method.pivot_badge = api::CNodeData::make(0, word_bits - 7).bits;
    scene.refuse(scene.cnode(), method, Error::illegal_operation);
}

constexpr std::array checks{
    succeeds<Rotate>(moves_two),
    refuses<Rotate>("`destination_depth` is not between 1 and the bits of a word", bad_destination_depth),
    refuses<Rotate>("`destination_index` and `destination_depth` lead to no slot", bad_destination),
    refuses<Rotate>("`source_root` is no CNode", bad_source_root),
    refuses<Rotate>("`source_depth` is not between 1 and the bits of a word", bad_source_depth),
    refuses<Rotate>("`source_index` and `source_depth` lead to no slot", bad_source),
    refuses<Rotate>("`pivot_root` is no CNode", bad_pivot_root),
    refuses<Rotate>("`pivot_depth` is not between 1 and the bits of a word", bad_pivot_depth),
    refuses<Rotate>("`pivot_index` and `pivot_depth` lead to no slot", bad_pivot),
    refuses<Rotate>("the pivot slot is the source or the destination", pivot_is_another),
    refuses<Rotate>("the destination slot is occupied and not the source", occupied_destination),
    refuses<Rotate>("the source slot is empty", empty_source),
    refuses<Rotate>("the pivot slot is empty", empty_pivot),
    refuses<Rotate>("source or pivot cannot take the new badge or guard", unfit_data),
};

} // namespace

std::span<const Check> cnode_rotate_checks() { return checks; }

} // namespace nacre::conformance
