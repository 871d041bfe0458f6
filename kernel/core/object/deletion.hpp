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

/// A capability is about to leave its slot for another, or for where its deletion goes on (null): a Revoke
/// that stopped at it must know.
void moved(Kernel& kernel, const Slot& from, Slot* to);

/// Empties a slot whose capability is known not to be the last of a CNode or thread, nor of an object on
/// which somebody waits.
void delete_simple(Processor& processor, Slot& slot);

/// Sends those away who wait on the slot's object, if this is its last capability: what delete_simple would
/// otherwise do in one go. To be asked before anything is changed.
Progress send_waiters_away(Processor& processor, const Slot& slot);

/// Does an interrupt wait? Ask it after each step of a long operation: it takes a few instructions.
inline bool should_stop(const Processor& processor) {
    return arch::Machine::interrupt_pending() || exclusive::is_wanted(processor);
}

} // namespace nacre::kernel::deletion
