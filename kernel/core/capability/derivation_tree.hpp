// SPDX-License-Identifier: MIT
// The derivation tree: which capability was made from which. One list in depth-first order; see Slot.
#pragma once

#include <core/capability/slot.hpp>

#include <span>

namespace nacre::kernel::derivation_tree {

/// Puts `capability` into the empty slot `child`, as a copy or descendant of what `parent` holds.
void insert(Slot& parent, Slot& child, Capability capability);

/// Puts capabilities to freshly made objects into empty slots, as descendants of `parent`: `first` to the
/// first slot, and to each slot after it the same capability, `distance` bytes further on.
void insert_new(Slot& parent, std::span<Slot> children, Capability first, Word distance);

/// Moves the place of `from` to the empty slot `to`, which then holds `capability` (the old one, or a changed
/// one).
void move(Slot& from, Slot& to, Capability capability);

/// Exchanges two places; `first` gets `for_first`, `second` gets `for_second`. Either may be empty.
void swap(Slot& first, Capability for_first, Slot& second, Capability for_second);

/// Takes an occupied slot out of the tree and empties it; its children become its parent's.
void remove(Slot& slot);

/// Is the capability after this one derived from it?
bool has_child(const Slot& slot);

} // namespace nacre::kernel::derivation_tree
