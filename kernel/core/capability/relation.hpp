// SPDX-License-Identifier: MIT
// How two capabilities relate: same object, contained memory, derived one from the other.
#pragma once

#include <core/capability/slot.hpp>

namespace nacre::kernel {

/// The physical memory of the object that a capability names; empty for those that name none.
PhysicalRange memory_of(Capability capability);

/// Are the two capabilities to the same object (or the same authority without object)? Untyped memory is
/// never the same as another.
bool same_object(Capability one, Capability other);

/// Does `inner` name something inside of what `outer` names: the same object, or an object cut out of that
/// untyped memory, or an interrupt out of all interrupts?
bool covers(Capability outer, Capability inner);

/// Is `parent` an ancestor of `child`, if `child` follows it in the derivation order?
bool is_parent_of(const Slot& parent, const Slot& child);

/// Is the capability the only one to its object? Only for slots in the derivation tree.
bool is_last_reference(const Slot& slot);

} // namespace nacre::kernel
