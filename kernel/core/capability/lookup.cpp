// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#include <core/capability/lookup.hpp>

namespace nacre::kernel {

Result<ResolvedSlot, LookupFault> resolve(Capability root, Word address, unsigned depth) {
    if (root.kind() != Kind::cnode) {
        return failure(LookupFault{.type = api::LookupFailure::invalid_root});
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
            return failure(LookupFault{.type = api::LookupFailure::guard_mismatch,
                                       .bits_left = bits_left,
                                       .bits_found = guard_size,
                                       .guard_found = node.guard()});
        }
        const unsigned level_bits = radix + guard_size;
        if (level_bits > bits_left) {
            return failure(LookupFault{.type = api::LookupFailure::depth_mismatch,
                                       .bits_left = bits_left,
                                       .bits_found = level_bits});
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

} // namespace nacre::kernel
