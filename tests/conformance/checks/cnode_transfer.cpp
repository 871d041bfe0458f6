// SPDX-License-Identifier: MIT
// CNode methods that bring a capability from one slot into another: Copy, Mint, Move, Mutate.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

#include <api/cnode_data.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::LookupFailure;
using api::ObjectType;
using api::cnode::Copy;
using api::cnode::Mint;
using api::cnode::Move;
using api::cnode::Mutate;

constexpr Word invalid_root = static_cast<Word>(LookupFailure::invalid_root);
constexpr Word missing_capability = static_cast<Word>(LookupFailure::missing_capability);
constexpr Word depth_mismatch = static_cast<Word>(LookupFailure::depth_mismatch);

template<api::Method M>
M transfer(Capability destination, Capability source) {
    M method{};
    method.destination_index = destination.address;
    method.destination_depth = whole_word;
    method.source_root = {initial::cnode};
    method.source_index = source.address;
    method.source_depth = whole_word;
    if constexpr (requires { method.rights; }) {
        method.rights = api::CapabilityRights::all();
    }
    return method;
}

template<api::Method M>
void bad_destination_depth(Scene& scene) {
    M method = transfer<M>(scene.slot(), scene.make(ObjectType::endpoint));
    for (const Word depth : {Word{0}, Word{word_bits + 1}, Word{256 + word_bits}}) {
        method.destination_depth = depth;
        scene.refuse(scene.cnode(), method, Error::range_error, {1, word_bits});
    }
}

template<api::Method M>
void bad_destination(Scene& scene) {
    M method = transfer<M>({0}, scene.make(ObjectType::endpoint));
    method.destination_depth = 1;
    scene.refuse(scene.make(ObjectType::cnode, 2), method, Error::failed_lookup, {0, depth_mismatch, 1, 2});
}

/// The destination is looked at before the source's root.
template<api::Method M>
void occupied_destination(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    M method = transfer<M>(endpoint, endpoint);
    scene.refuse(scene.cnode(), method, Error::delete_first);
    method.source_root = scene.own_thread();
    scene.refuse(scene.cnode(), method, Error::delete_first);
}

template<api::Method M>
void bad_source_root(Scene& scene) {
    M method = transfer<M>(scene.slot(), scene.make(ObjectType::endpoint));
    method.source_root = scene.own_thread();
    method.source_depth = 0; // looked at later
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, invalid_root});
}

template<api::Method M>
void bad_source_depth(Scene& scene) {
    M method = transfer<M>(scene.slot(), scene.make(ObjectType::endpoint));
    for (const Word depth : {Word{0}, Word{word_bits + 1}, Word{256 + word_bits}}) {
        method.source_depth = depth;
        scene.refuse(scene.cnode(), method, Error::range_error, {1, word_bits});
    }
}

template<api::Method M>
void bad_source(Scene& scene) {
    M method = transfer<M>(scene.slot(), {0});
    method.source_root = scene.make(ObjectType::cnode, 2);
    method.source_depth = 1;
    scene.refuse(scene.cnode(), method, Error::failed_lookup, {1, depth_mismatch, 1, 2});
}

template<api::Method M>
void empty_source(Scene& scene) {
    scene.refuse(scene.cnode(), transfer<M>(scene.slot(), scene.slot()), Error::failed_lookup,
                 {1, missing_capability, word_bits});
}

template<api::Method M>
void parent_untyped(Scene& scene) {
    scene.make(ObjectType::endpoint); // a child of the memory
    scene.refuse(scene.cnode(), transfer<M>(scene.slot(), scene.memory()), Error::revoke_first);
}

template<api::Method M>
void unused_table(Scene& scene) {
    const Capability table = scene.make(api::architecture::ObjectType::page_table);
    const Capability space = scene.make(api::architecture::ObjectType::vspace);
    scene.refuse(scene.cnode(), transfer<M>(scene.slot(), table), Error::illegal_operation);
    scene.refuse(scene.cnode(), transfer<M>(scene.slot(), space), Error::illegal_operation);
}

template<api::Method M>
void interrupt_control(Scene& scene) {
    scene.refuse(scene.cnode(), transfer<M>(scene.slot(), {initial::irq_control}), Error::illegal_operation);
}

template<api::Method M>
void unfit_data(Scene& scene) {
    M method = transfer<M>(scene.slot(), scene.mint(scene.make(ObjectType::endpoint), 5));
    method.badge = 6;
    scene.refuse(scene.cnode(), method, Error::illegal_operation);
    method.source_index = scene.make(ObjectType::cnode, 8).address;
    method.badge = api::CNodeData::make(0, word_bits - 7).bits;
    scene.refuse(scene.cnode(), method, Error::illegal_operation);
}

/// A send through an endpoint capability without the right to send is dropped.
void copy_limits_rights(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability copy = scene.slot();
    Copy method = transfer<Copy>(copy, endpoint);
    method.rights = api::CapabilityRights::read();
    scene.succeed(scene.cnode(), method);
    scene.expect(user::debug_capability_identify(copy) == user::debug_capability_identify(endpoint),
                 "the copy is of the same kind");
    // Rights once given up do not come back: all rights are needed to cancel sends.
    const Capability again = scene.copy(copy);
    scene.refuse(scene.cnode(), api::cnode::CancelBadgedSends{again.address, whole_word},
                 Error::illegal_operation);
    scene.succeed(scene.cnode(), api::cnode::CancelBadgedSends{endpoint.address, whole_word});
}

void mint_gives_a_badge(Scene& scene) {
    const Capability notification = scene.make(ObjectType::notification);
    const Capability badged = scene.slot();
    Mint method = transfer<Mint>(badged, notification);
    method.badge = 0x55;
    scene.succeed(scene.cnode(), method);
    user::signal(badged);
    scene.expect_equal(user::poll(notification), 0x55, "the signal's badge");
}

void move_leaves_nothing(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability child = scene.mint(endpoint, 3);
    const Capability target = scene.slot();
    scene.succeed(scene.cnode(), transfer<Move>(target, endpoint));
    scene.expect_equal(user::debug_capability_identify(endpoint), 0, "what is left in the source");
    // The place in the derivation tree moves along.
    scene.succeed(scene.cnode(), api::cnode::Revoke{target.address, whole_word});
    scene.expect_equal(user::debug_capability_identify(child), 0, "the child");
}

/// Through the guard the address of slot 1 has three more bits.
void mutate_gives_a_guard(Scene& scene) {
    const Capability node = scene.make(ObjectType::cnode, 4);
    const Capability guarded = scene.slot();
    Mutate method = transfer<Mutate>(guarded, node);
    method.badge = api::CNodeData::make(5, 3).bits;
    scene.succeed(scene.cnode(), method);
    scene.expect_equal(user::debug_capability_identify(node), 0, "what is left in the source");
    const Capability endpoint = scene.make(ObjectType::endpoint);
    Copy into = transfer<Copy>({(Word{5} << 4) + 1}, endpoint);
    into.destination_depth = 7;
    scene.succeed(guarded, into);
    into.destination_index = (Word{4} << 4) + 2;
    constexpr Word guard_mismatch = static_cast<Word>(LookupFailure::guard_mismatch);
    scene.refused_with(Scene::call_method(guarded, into), "", Error::failed_lookup,
                       {0, guard_mismatch, 7, 5, 3});
}

template<api::Method M>
consteval std::array<Check, 7> common_checks() {
    return {
        refuses<M>("`destination_depth` is not between 1 and the bits of a word", bad_destination_depth<M>),
        refuses<M>("`destination_index` and `destination_depth` lead to no slot", bad_destination<M>),
        refuses<M>("the destination slot is occupied", occupied_destination<M>),
        refuses<M>("`source_root` is no CNode", bad_source_root<M>),
        refuses<M>("`source_depth` is not between 1 and the bits of a word", bad_source_depth<M>),
        refuses<M>("`source_index` and `source_depth` lead to no slot", bad_source<M>),
        refuses<M>("the source slot is empty", empty_source<M>),
    };
}

template<api::Method M>
consteval std::array<Check, 3> copying_checks() {
    return {
        refuses<M>("the source is untyped memory with children", parent_untyped<M>),
        refuses<M>("the source is a page table that is not mapped, or an address space without identifier",
                   unused_table<M>),
        refuses<M>("the source is of a kind that cannot be copied", interrupt_control<M>),
    };
}

constexpr std::array own_checks{
    succeeds<Copy>(copy_limits_rights),
    succeeds<Mint>(mint_gives_a_badge),
    succeeds<Move>(move_leaves_nothing),
    succeeds<Mutate>(mutate_gives_a_guard),
    refuses<Mint>("the source cannot take this badge or guard", unfit_data<Mint>),
    refuses<Mutate>("the source cannot take this badge or guard", unfit_data<Mutate>),
};

constexpr auto checks =
    joined(own_checks, common_checks<Copy>(), common_checks<Mint>(), common_checks<Move>(),
           common_checks<Mutate>(), copying_checks<Copy>(), copying_checks<Mint>());

} // namespace

std::span<const Check> cnode_transfer_checks() { return checks; }

} // namespace nacre::conformance
