// SPDX-License-Identifier: MIT
// Which core may use an object without asking the others (docs/many_cores.md).
#pragma once

namespace nacre::kernel {

/// The tag of an endpoint, notification or reply object: nobody's at first, then the core's that uses it
/// first, and shared for good as soon as a second one does. It changes in exclusive sections only, so any
/// core may read it at any time. On a machine with one core, that core's tag is `nobody`, as a new object's
/// is: it needs to claim nothing.
enum class Home : unsigned char {
    nobody = 0,
    // from here on: the number of a core, plus one
    shared = 15, ///< any core's that has the lock of shared objects
};

inline constexpr unsigned home_bits = 4;

constexpr Home home_of_core(unsigned core, unsigned core_count) {
    return core_count == 1 ? Home::nobody : static_cast<Home>(core + 1);
}

} // namespace nacre::kernel
