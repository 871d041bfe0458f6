// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#include <core/capability/lookup.hpp>

namespace nacre::kernel {

namespace {

/// The walk. `fail` makes the result of one that leads nowhere.
template<typename Fail>
[[gnu::always_inline]] inline auto walk(Capability root, Word address, unsigned depth, Fail fail)
    -> Result<ResolvedSlot, decltype(fail(LookupFault{}))> {
    if (root.kind() != Kind::cnode) {
        return failure(fail(LookupFault{.type = api::LookupFailure::invalid_root}));
    }
    CNodeView node{root};
    unsigned bits_left = depth;
    while (true) {
        const unsigned radix = node.radix();
        const unsigned guard_size = node.guard_size();
        const Word guard_seen = guard_size == 0 || bits_left < guard_size
                                    ? 0
                                    : (address >> (bits_left - guard_size)) & low_mask(guard_size);
        if (bits_left < guard_size || guard_seen != node.guard()) {
            return failure(fail(LookupFault{.type = api::LookupFailure::guard_mismatch,
                                            .bits_left = bits_left,
                                            .bits_found = guard_size,
                                            .guard_found = node.guard()}));
        }
        const unsigned level_bits = radix + guard_size;
        if (level_bits > bits_left) {
            return failure(fail(LookupFault{.type = api::LookupFailure::depth_mismatch,
                                            .bits_left = bits_left,
                                            .bits_found = level_bits}));
        }
        NACRE_ASSERT(level_bits > 0);
        bits_left -= level_bits;
        Slot* slot = node.slots() + ((address >> bits_left) & low_mask(radix));
        if (bits_left == 0 || !slot->is<CNodeView>()) {
            return ResolvedSlot{slot, bits_left};
        }
        node = slot->as<CNodeView>();
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
