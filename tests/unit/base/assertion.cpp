// SPDX-License-Identifier: MIT
// On the host a failed assertion ends the test program.
#include <base/assert.hpp>

#include <cstdio>
#include <cstdlib>

namespace nacre {

void assertion_failed(const char* expression, const char* file, unsigned line) {
    std::fprintf(stderr, "%s:%u: assertion failed: %s\n", file, line, expression);
    std::abort();
}

} // namespace nacre
