// SPDX-License-Identifier: MIT
// The threads that count: each does its share of operations, and nobody may keep it from it for long.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// Starts two on each core; `place` is the first free place for a thread and is moved on.
void start_workers(unsigned& place);

/// Stops all cores and checks the kernel's invariants, in a kernel that can; else nothing.
void check_kernel();

} // namespace nacre::stress
