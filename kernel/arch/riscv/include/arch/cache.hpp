// SPDX-License-Identifier: MIT
// Cache maintenance: data caches are coherent with devices here, instruction caches with nothing.
#pragma once

#include <base/word.hpp>

namespace nacre::kernel::arch::cache {

/// What was stored before can be executed by this core. Others do the same when they go on after they were
/// parked (Machine::catch_up).
inline void synchronise_instructions() { asm volatile("fence.i" : : : "memory"); }

} // namespace nacre::kernel::arch::cache
