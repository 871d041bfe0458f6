// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#include <core/capability/lookup.hpp>

namespace nacre::kernel {

namespace {

/// Takes a guard off the address; false, and nothing taken, if it does not match.
bool pass_guard(const CNodeView& node, Word address, unsigned& bits_left) {
    const unsigned guard_size = node.guard_size();
    if (bits_left < guard_size ||
        ((address >> (bits_left - guard_size)) & low_mask(guard_size)) != node.guard()) {
        return false;
    }
    bits_left -= guard_size;
    return true;
}

/// The walk. `fail` makes the result of one that leads nowhere. A program may put a CNode in the way of each
/// bit, for each of the ten look-ups of one message, with interrupts off: the way through a CNode without a
/// guard is as short as it gets.
template<typename Fail>
[[gnu::always_inline]] inline auto walk(Capability root, Word address, unsigned depth, Fail fail)
    -> Result<ResolvedSlot, decltype(fail(LookupFault{}))> {
    if (root.kind() != Kind::cnode) {
        return failure(fail(LookupFault{.type = api::LookupFailure::invalid_root}));
    }
    CNodeView node{root};
    unsigned bits_left = depth;
    while (true) {
        if (node.has_guard() && !pass_guard(node, address, bits_left)) [[unlikely]] {
            return failure(fail(LookupFault{.type = api::LookupFailure::guard_mismatch,
                                            .bits_left = bits_left,
                                            .bits_found = node.guard_size(),
                                            .guard_found = node.guard()}));
        }
        const unsigned radix = node.radix(); // at least 1: Retype makes no smaller ones
        if (radix > bits_left) [[unlikely]] {
            return failure(fail(LookupFault{.type = api::LookupFailure::depth_mismatch,
                                            .bits_left = bits_left + node.guard_size(),
                                            .bits_found = radix + node.guard_size()}));
        }
        bits_left -= radix;
        Slot* slot = node.slots() + ((address >> bits_left) & low_mask(radix));
        const CNodeView next{slot->capability};
        if (bits_left == 0 || !slot->is<CNodeView>()) {
            return ResolvedSlot{slot, bits_left};
        }
        node = next;
    }
}

} // namespace

ResolvedSlot resolve(Capability root, Word address, unsigned depth) {
    struct NoReason {};
    const auto found = walk(root, address, depth, [](const LookupFault&) { return NoReason{}; });
    return found ? *found : ResolvedSlot{};
}

LookupFault lookup_fault(Capability root, Word address, unsigned depth) {
    const auto found = walk(root, address, depth, [](const LookupFault& fault) { return fault; });
    return found ? LookupFault{} : found.reason();
}

} // namespace nacre::kernel
