// SPDX-License-Identifier: MIT
// Constructors of global objects, and how a program dies.
#include <runtime/start.hpp>

#include <base/assert.hpp>
#include <runtime/architecture.hpp>

/// Defined by the linker: the bounds of the table of constructors.
extern "C" {
using Constructor = void();
extern Constructor* const __init_array_start[];
extern Constructor* const __init_array_end[];
}

namespace nacre::user {

void run_constructors() {
    for (auto* const* constructor = __init_array_start; constructor != __init_array_end; ++constructor) {
        (*constructor)();
    }
}

void die() { architecture::trap_instruction(); }

} // namespace nacre::user

namespace nacre {

void assertion_failed(const char* expression, const char* file, unsigned line) {
    user::report_failed_assertion(expression, file, line);
    user::die();
}

} // namespace nacre
