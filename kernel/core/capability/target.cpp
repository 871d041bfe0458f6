// SPDX-License-Identifier: MIT
// Slots that invocations name by a CNode, an index and a depth.
#include <core/capability/target.hpp>

namespace nacre::kernel::target {

Decoded<Slot*> find(Role role, Capability root, Word index, Word depth) {
    const bool is_source = role == Role::source;
    if (root.kind() != Kind::cnode) {
        return refuse::failed_lookup(is_source, {.type = api::LookupFailure::invalid_root},
                                     "the root is no CNode");
    }
    if (depth < 1 || depth > word_bits) {
        return refuse::out_of_range(1, word_bits, "the depth is not from 1 to the bits of a word");
    }
    const auto found = resolve(root, index, static_cast<unsigned>(depth));
    if (!found) {
        return refuse::failed_lookup(is_source, found.reason(), "the index does not lead to a slot");
    }
    if (found->bits_left != 0) {
        return refuse::failed_lookup(
            is_source, {.type = api::LookupFailure::depth_mismatch, .bits_left = found->bits_left},
            "the slot lies fewer bits deep than the depth says");
    }
    return found->slot;
}

Decoded<void> require_empty(const Slot& destination) {
    if (!destination.empty()) {
        return refuse::with(api::Error::delete_first, "the destination slot is occupied");
    }
    return {};
}

Decoded<Slot*> find_empty(Capability root, Word index, Word depth) {
    NACRE_TRY(slot, find(Role::destination, root, index, depth));
    NACRE_CHECK(require_empty(*slot));
    return slot;
}

Decoded<Slot*> find_occupied(Role role, Capability root, Word index, Word depth) {
    NACRE_TRY(slot, find(role, root, index, depth));
    if (slot->empty()) {
        return refuse::failed_lookup(role == Role::source,
                                     {.type = api::LookupFailure::missing_capability, .bits_left = depth},
                                     "the source slot is empty");
    }
    return slot;
}

} // namespace nacre::kernel::target
