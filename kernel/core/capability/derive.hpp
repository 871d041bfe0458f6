// SPDX-License-Identifier: MIT
// New capabilities out of old ones: copies, fewer rights, badges and guards.
#pragma once

#include <core/capability/slot.hpp>
#include <core/entry/refusal.hpp>

namespace nacre::kernel {

/// What a copy of `capability`, which lies in `slot`, looks like. A null capability: it cannot be copied.
/// revoke_first: untyped memory with children. illegal_operation: a page table or address space not in use.
/// The caller names the argument (Processor::refusal).
Decoded<Capability> derive(const Slot& slot, Capability capability);

/// The capability with only those of its rights that `rights` names.
Capability with_rights(Capability capability, api::CapabilityRights rights);

/// The capability with a badge or guard. Null: the data does not fit, or the badge is set already (`is_move`:
/// must not be set at all).
Capability with_data(Capability capability, Word data, bool is_move);

} // namespace nacre::kernel
