// SPDX-License-Identifier: MIT
// CNode methods that name one slot: Revoke, Delete, CancelBadgedSends.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::LookupFailure;
using api::ObjectType;
using api::cnode::CancelBadgedSends;
using api::cnode::Delete;
using api::cnode::Revoke;

constexpr Word depth_mismatch = static_cast<Word>(LookupFailure::depth_mismatch);
constexpr Word capability_kind_none = 0;

template<api::Method M>
void with_bad_depth(Scene& scene) {
    const Capability slot = scene.slot();
    for (const Word depth : {Word{0}, Word{word_bits + 1}, Word{256 + word_bits}, ~Word{0}}) {
        scene.refuse(scene.cnode(), M{slot.address, depth}, Error::range_error, {1, word_bits});
    }
}

/// One bit of the address leads into the middle of a CNode of four slots.
template<api::Method M>
void with_bad_index(Scene& scene) {
    const Capability node = scene.make(ObjectType::cnode, 2);
    scene.refuse(node, M{0, 1}, Error::failed_lookup, {0, depth_mismatch, 1, 2});
}

void revoke_deletes_descendants(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability badged = scene.mint(endpoint, 1);
    const Capability copy_of_badged = scene.copy(badged);
    scene.succeed(scene.cnode(), Revoke{endpoint.address, whole_word});
    scene.expect_equal(user::debug_capability_identify(badged), capability_kind_none, "the child is left");
    scene.expect_equal(user::debug_capability_identify(copy_of_badged), capability_kind_none,
                       "the grandchild is left");
    scene.expect(user::debug_capability_identify(endpoint) != capability_kind_none, "the original stays");
}

void delete_empties_the_slot(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability copy = scene.copy(endpoint);
    scene.succeed(scene.cnode(), Delete{copy.address, whole_word});
    scene.expect_equal(user::debug_capability_identify(copy), capability_kind_none, "the copy is left");
    scene.expect(user::debug_capability_identify(endpoint) != capability_kind_none, "the original stays");
    scene.succeed(scene.cnode(), Delete{copy.address, whole_word}); // an empty slot too
}

void send_once(Word target) {
    user::send({target}, user::Message::of(1));
    for (;;) {
        user::yield();
    }
}

/// Lets every other thread run until it blocks.
void let_others_run(Scene& scene) {
    scene.set_own_priority(1);
    scene.set_own_priority(Scene::own_priority);
}

/// The cancelled send starts again, and so stands behind the one that was behind it.
void cancel_restarts_only_that_badge(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability first = scene.mint(endpoint, 1);
    const Capability second = scene.mint(endpoint, 2);
    scene.start(send_once, {.argument = first.address});
    scene.start(send_once, {.argument = second.address});
    let_others_run(scene);
    scene.succeed(scene.cnode(), CancelBadgedSends{first.address, whole_word});
    let_others_run(scene);
    const Capability reply = scene.make(ObjectType::reply);
    scene.expect_equal(user::non_blocking_receive(endpoint, reply).badge, 2, "badge of the first send");
    scene.expect_equal(user::non_blocking_receive(endpoint, reply).badge, 1, "badge of the second send");
    scene.expect_equal(user::non_blocking_receive(endpoint, reply).badge, 0, "badge of a third send");
    scene.succeed(scene.cnode(), CancelBadgedSends{second.address, whole_word}); // nothing waits: still right
}

void cancel_needs_all_rights(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability weak = scene.mint(endpoint, 1, api::CapabilityRights::read_write());
    scene.refuse(scene.cnode(), CancelBadgedSends{weak.address, whole_word}, Error::illegal_operation);
    const Capability notification = scene.make(ObjectType::notification);
    scene.refuse(scene.cnode(), CancelBadgedSends{notification.address, whole_word},
                 Error::illegal_operation);
    scene.refuse(scene.cnode(), CancelBadgedSends{scene.slot().address, whole_word},
                 Error::illegal_operation);
}

constexpr std::array checks{
    succeeds<Revoke>(revoke_deletes_descendants),
    refuses<Revoke>("`depth` is not between 1 and the bits of a word", with_bad_depth<Revoke>),
    refuses<Revoke>("`index` and `depth` lead to no slot", with_bad_index<Revoke>),
    succeeds<Delete>(delete_empties_the_slot),
    refuses<Delete>("`depth` is not between 1 and the bits of a word", with_bad_depth<Delete>),
    refuses<Delete>("`index` and `depth` lead to no slot", with_bad_index<Delete>),
    succeeds<CancelBadgedSends>(cancel_restarts_only_that_badge),
    refuses<CancelBadgedSends>("`depth` is not between 1 and the bits of a word",
                               with_bad_depth<CancelBadgedSends>),
    refuses<CancelBadgedSends>("`index` and `depth` lead to no slot", with_bad_index<CancelBadgedSends>),
    refuses<CancelBadgedSends>("the slot holds no endpoint capability with all rights",
                               cancel_needs_all_rights),
};

} // namespace

std::span<const Check> cnode_single_checks() { return checks; }

} // namespace nacre::conformance
