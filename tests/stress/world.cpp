// SPDX-License-Identifier: MIT
// What all threads of the stress program share: slots, memory, and who is who.
#include <api/debug_identity.hpp>
#include <stress/fail.hpp>

namespace nacre::stress {

constinit World world{};

namespace {
constinit std::atomic<bool> speaks{false};
constinit std::atomic<bool> spoken{false};
} // namespace

bool may_speak() { return !speaks.exchange(true); }
void end_speech() { spoken = true; }
bool has_failed() { return spoken.load(); }

void stop_machine() {
    // Only one whose maximum priority is the highest may stop it: the supervisor sees the word.
    while (true) {
        user::debug_halt();
        user::yield();
    }
}

Capability new_slot() {
    if (world.next_slot >= world.first_shared_slot) {
        fail("the program has no slots left");
    }
    return {world.next_slot++};
}

bool retype(Capability memory, Word type, Word size_bits, Capability slot) {
    return user::invoke(memory, api::untyped::Retype{.type = type,
                                                     .size_bits = size_bits,
                                                     .root = cnode(),
                                                     .node_offset = slot.address,
                                                     .object_count = 1})
        .good();
}

Capability make(api::ObjectType type, Word size_bits) {
    const Capability slot = new_slot();
    if (!retype(world.memory, type, size_bits, slot)) {
        fail("the program has no memory left");
    }
    return slot;
}

Capability minted(Capability original, Word badge) {
    const Capability slot = new_slot();
    if (!user::invoke(cnode(), api::cnode::Mint{slot.address, whole_word, cnode(), original.address,
                                                whole_word, api::CapabilityRights::all(), badge})
             .good()) {
        fail("a capability could not be minted");
    }
    return slot;
}

void revoke(Capability slot) { user::invoke(cnode(), api::cnode::Revoke{slot.address, whole_word}).good(); }
void remove(Capability slot) { user::invoke(cnode(), api::cnode::Delete{slot.address, whole_word}).good(); }

bool holds(Capability slot, api::ObjectKind kind) {
    return user::debug_capability_identify(slot) == api::debug_identity(kind);
}

Capability find(Random& random, api::ObjectKind kind) {
    constexpr unsigned looks = 24;
    for (unsigned look = 0; look < looks; ++look) {
        const Capability slot = shared_slot(random.below(shared_slots));
        if (holds(slot, kind)) {
            return slot;
        }
    }
    return shared_slot(random.below(shared_slots));
}

} // namespace nacre::stress
