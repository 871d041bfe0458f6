// SPDX-License-Identifier: MIT
// The threads that anybody may stop, move and end.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// What a victim does until it is ended; `arena` is the number of its arena.
void be_victim(Word arena);

} // namespace nacre::stress
