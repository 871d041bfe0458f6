// SPDX-License-Identifier: MIT
// Assertions: a failed one is a bug of the program that holds it, never of its caller across a protection
// boundary.
#pragma once

namespace nacre {

/// Says what failed and where, and does not return. Each program supplies it: the kernel panics, a host test
/// aborts.
[[noreturn]] void assertion_failed(const char* expression, const char* file, unsigned line);

} // namespace nacre

#define NACRE_ASSERT(expression)                                                                             \
    do {                                                                                                     \
        if (!(expression)) [[unlikely]]                                                                      \
            ::nacre::assertion_failed(#expression, __FILE__, __LINE__);                                      \
    } while (false)
