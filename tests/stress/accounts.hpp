// SPDX-License-Identifier: MIT
// What the kernel must have again at the end.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// Counted by using all of it up, and giving it back.
struct Account {
    unsigned pools;       ///< of identifiers of address spaces, that can be made
    unsigned identifiers; ///< free in the first pool
    constexpr bool operator==(const Account&) const = default;
};

/// Nothing may have been made of the reserve.
Account count_account();

/// Ends all threads but this one, and takes back all that was made.
void end_all();

/// A message that was meant for an object may have reached an endpoint that was put in its place, with copies
/// of the program's own CNode and address space: those are no children of the reserve.
void remove_wandered();

/// The first slot of those that the program used in which something is left; null if there is none.
Capability left_over();

/// Is the reserve as large as it was?
bool is_reserve_whole();

} // namespace nacre::stress
