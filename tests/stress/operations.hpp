// SPDX-License-Identifier: MIT
// What threads do to the objects that everybody shares. Nearly all of it may fail: somebody else was faster.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// Something, chosen at random, of which the name is left in `doing`. It ends: nothing in it waits for
/// anybody but the servers.
void do_something(Random& random, std::atomic<const char*>& doing);

/// Ends what lives in the arena, and makes a new victim and other objects of its memory.
void bear(Random& random, unsigned arena);

/// Checks that vector registers keep what is in them, across a system call or none.
void check_vectors(Random& random);
/// Calls an echo server and checks its answer.
void check_echo(Random& random, Word label, Word first);
/// Reads or writes where everybody maps frames: there is what somebody wrote, or nothing.
void touch_window(Random& random);

/// Puts a message of random length together, perhaps with capabilities.
user::Message some_message(Random& random);

} // namespace nacre::stress
