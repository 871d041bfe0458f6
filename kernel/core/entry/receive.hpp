// SPDX-License-Identifier: MIT
// The receiving half of a system call.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::entry {

/// How a thread receives, and from what.
struct Receiving {
    bool blocking = true;
    bool with_reply = true; ///< an endpoint is given a reply object, too

    /// What find_places found. An address that leads nowhere has no slot; the reply's is looked up only for
    /// an endpoint.
    bool has_places = false;
    const Slot* source = nullptr;
    const Slot* reply = nullptr;
};

/// Looks up what the thread's registers name. Both look-ups may lead through 64 CNodes: they come before
/// anything is changed, where that can be.
void find_places(const Thread& receiver, Receiving& receiving);

/// The current thread receives what waits there, or waits itself. find_places has been called, and nothing
/// has happened since that could have put another capability into those slots.
void receive(Processor& processor, const Receiving& receiving);

} // namespace nacre::kernel::entry
