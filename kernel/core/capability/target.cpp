// SPDX-License-Identifier: MIT
// Slots that invocations name by a CNode, an index and a depth.
#include <core/capability/target.hpp>

namespace nacre::kernel::target {

namespace {

template<TextConstant why>
[[gnu::cold, gnu::noinline]] Failure<Refusal> failed(Processor& processor, Role role, const char* argument,
                                                     const LookupFault& fault) {
    return role == Role::source ? refuse::failed_lookup<true, why>(processor, argument, fault)
                                : refuse::failed_lookup<false, why>(processor, argument, fault);
}

} // namespace

Decoded<Slot*> find(Processor& processor, const Place& place, Capability root, Word index, Word depth) {
    if (root.kind() != Kind::cnode) [[unlikely]] {
        return failed<"the root is no CNode">(processor, place.role, place.root,
                                              {.type = api::LookupFailure::invalid_root});
    }
    if (depth < 1 || depth > word_bits) [[unlikely]] {
        return refuse::out_of_range<"the depth is not from 1 to the bits of a word">(processor, 1, word_bits,
                                                                                     place.depth);
    }
    const auto bits = static_cast<unsigned>(depth);
    const ResolvedSlot found = resolve(root, index, bits);
    if (!found) [[unlikely]] {
        return failed<"the index does not lead to a slot">(processor, place.role, place.index,
                                                           lookup_fault(root, index, bits));
    }
    if (found.bits_left != 0) [[unlikely]] {
        return failed<"the slot lies fewer bits deep than the depth says">(
            processor, place.role, place.depth,
            {.type = api::LookupFailure::depth_mismatch, .bits_left = found.bits_left});
    }
    return found.slot;
}

Decoded<void> require_empty(const Slot& destination) {
    if (!destination.empty()) {
        return refuse::with<api::Error::delete_first, "the destination slot is occupied">();
    }
    return {};
}

Decoded<Slot*> find_empty(Processor& processor, Capability root, Word index, Word depth) {
    NACRE_TRY(slot, find(processor, new_slot, root, index, depth));
    NACRE_CHECK(require_empty(*slot));
    return slot;
}

Failure<Refusal> missing(Processor& processor, const Place& place, Word depth) {
    return failed<"the slot is empty">(processor, place.role, place.index,
                                       {.type = api::LookupFailure::missing_capability, .bits_left = depth});
}

} // namespace nacre::kernel::target
