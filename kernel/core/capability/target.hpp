// SPDX-License-Identifier: MIT
// Slots that invocations name by a CNode, an index and a depth.
#pragma once

#include <core/capability/lookup.hpp>
#include <core/entry/refusal.hpp>

namespace nacre::kernel::target {

/// Whether a slot is read from or written to: a refusal tells which of the two look-ups failed.
enum class Role : unsigned char { destination, source };

/// How a method calls the three arguments that name a slot.
struct Place {
    Role role;
    const char* root;
    const char* index;
    const char* depth;
};

/// The slot that a method of a CNode is about.
inline constexpr Place invoked{Role::destination, "the invoked CNode", "index", "depth"};
/// Where a method puts the capability that it makes.
inline constexpr Place new_slot{Role::destination, "root", "index", "depth"};

/// The slot that exactly `depth` bits of `index` name under `root`.
Decoded<Slot*> find(Processor& processor, const Place& place, Capability root, Word index, Word depth);

/// A destination must be empty (delete_first).
Decoded<void> require_empty(const Slot& destination);

/// As `find` for a `new_slot`, which must be empty (delete_first).
Decoded<Slot*> find_empty(Processor& processor, Capability root, Word index, Word depth);

/// The refusal of a slot that holds nothing.
[[gnu::cold, gnu::noinline]] Failure<Refusal> missing(Processor& processor, const Place& place, Word depth);

} // namespace nacre::kernel::target
