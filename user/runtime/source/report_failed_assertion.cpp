// SPDX-License-Identifier: MIT
// What a failed assertion says when the program defines nothing better: a file of its own, so that it can.
#include <runtime/debug.hpp>
#include <runtime/start.hpp>

namespace nacre::user {

void report_failed_assertion(const char* expression, const char* file, unsigned line) {
    debug_print("{}:{}: assertion failed: {}\n", file, line, expression);
}

} // namespace nacre::user
