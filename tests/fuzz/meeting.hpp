// SPDX-License-Identifier: MIT
// System calls that meet somebody: random ones would seldom find a server that waits, or the client that it
// owes an answer.
#pragma once

#include <fuzz/arena.hpp>

namespace nacre::test {

struct Meeting {
    SystemCall call;
    Word capability; ///< slots of the arena
    Word reply;

    /// For the current thread, as things are.
    static Meeting choose(Arena& arena, Random& random);
};

} // namespace nacre::test
