// SPDX-License-Identifier: MIT
// The ways to hold the kernel, and the windows in which they are watched. isolation.py reads their names
// here.
#pragma once

namespace nacre::bench {

enum class Variant : unsigned char {
    none,
    computing, ///< no attack: what the others have then
    copies,
    mappings,
    retypes,
    large_retypes,
    configurations,
};

} // namespace nacre::bench
