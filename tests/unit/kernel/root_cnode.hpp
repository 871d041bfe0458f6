// SPDX-License-Identifier: MIT
// How most calls of a test name a slot: an address of so many bits in the root task's CNode.
#pragma once

#include <support/world.hpp>

namespace nacre::test {

inline constexpr Cap node = World::cnode_cap;
inline constexpr auto whole = World::whole;

} // namespace nacre::test
