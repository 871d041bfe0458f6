// SPDX-License-Identifier: MIT
// Memory for the checks' containers: taken piece by piece, and free again all at once.
#pragma once

#include <base/word.hpp>

namespace nacre::test {

/// While one lives, `new` works; what was taken is gone with it. One at a time: all other cores stand still.
class HeapInUse {
public:
    HeapInUse();
    ~HeapInUse();
    HeapInUse(const HeapInUse&) = delete;
    HeapInUse& operator=(const HeapInUse&) = delete;

    static constinit Word most; ///< bytes that a check has needed at most
};

} // namespace nacre::test
