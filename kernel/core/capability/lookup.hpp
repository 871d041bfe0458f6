// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#pragma once

#include <core/capability/slot.hpp>
#include <core/fault.hpp>

namespace nacre::kernel {

/// Where a walk ended: the slot, and how many bits of the address it left unused.
struct ResolvedSlot {
    Slot* slot;
    unsigned bits_left;
};

/// Resolves up to `depth` bits of `address`, from the highest of them, starting at the capability `root`.
/// Stops early at a capability that is no CNode. At most one step per address bit, since each CNode uses up
/// at least one.
Result<ResolvedSlot, LookupFault> resolve(Capability root, Word address, unsigned depth);

/// The slot that `address` names in a thread's capability space: a walk over all bits of a word that may stop
/// early.
inline Result<Slot*, LookupFault> find_slot(Capability root, Word address) {
    const auto found = resolve(root, address, word_bits);
    if (!found) [[unlikely]] {
        return found.passed_on();
    }
    return found->slot;
}

} // namespace nacre::kernel
