// SPDX-License-Identifier: MIT
// Deleting capabilities, and with the last one the object: any size of object, in steps that can be
// interrupted.
#pragma once

#include <core/entry/invocation.hpp>

namespace nacre::kernel::deletion {

/// Empties the slot. With the object's last capability the object goes: a CNode's and a thread's own slots
/// are emptied one after the other. Preempted: the slot holds a zombie; deleting it again goes on where this
/// stopped.
Progress delete_slot(Processor& processor, Slot& slot);

/// Deletes all that was derived from the slot's capability.
Progress revoke(Processor& processor, Slot& slot);

/// Empties a slot whose capability is known not to be the last of a CNode or thread.
void delete_simple(Processor& processor, Slot& slot);

/// Has the work done so far been long enough, with something else waiting? Ask it once for each step.
bool should_stop(Processor& processor);

} // namespace nacre::kernel::deletion
