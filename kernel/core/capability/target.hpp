// SPDX-License-Identifier: MIT
// Slots that invocations name by a CNode, an index and a depth.
#pragma once

#include <core/capability/lookup.hpp>
#include <core/entry/refusal.hpp>

namespace nacre::kernel::target {

/// Whether a slot is read from or written to: a refusal tells which of the two look-ups failed.
enum class Role : unsigned char { destination, source };

/// The slot that exactly `depth` bits of `index` name under `root`.
Decoded<Slot*> find(Role role, Capability root, Word index, Word depth);

/// A destination must be empty (delete_first).
Decoded<void> require_empty(const Slot& destination);

/// The same as `find` for a destination, which must be empty (delete_first).
Decoded<Slot*> find_empty(Capability root, Word index, Word depth);

/// The same for a source, which must hold something (failed_lookup, missing capability).
Decoded<Slot*> find_occupied(Role role, Capability root, Word index, Word depth);

} // namespace nacre::kernel::target
