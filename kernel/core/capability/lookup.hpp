// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#pragma once

#include <core/capability/slot.hpp>
#include <core/fault.hpp>

namespace nacre::kernel {

/// Where a walk ended: the slot, and how many bits of the address it left unused. No slot: it led nowhere.
struct ResolvedSlot {
    Slot* slot = nullptr;
    unsigned bits_left = 0;

    explicit operator bool() const { return slot != nullptr; }
};

/// Resolves up to `depth` bits of `address`, from the highest of them, starting at the capability `root`.
/// Stops early at a capability that is no CNode. At most one step per address bit, since each CNode uses up
/// at least one.
ResolvedSlot resolve(Capability root, Word address, unsigned depth);

/// Why that leads nowhere: walks again, so that a walk that ends well carries no reason about.
[[gnu::cold]] LookupFault lookup_fault(Capability root, Word address, unsigned depth = word_bits);

/// The slot that `address` names in a thread's capability space: a walk over all bits of a word that may stop
/// early. Null: there is none.
inline Slot* find_slot(Capability root, Word address) { return resolve(root, address, word_bits).slot; }

} // namespace nacre::kernel
