// SPDX-License-Identifier: MIT
// Calls itself until the stack is full. Below the stack lies nothing, so nothing is overwritten.
//
// expect: overflow_stack crashed: it used more stack than it has
#include "attack.hpp"

namespace nacre::user {

namespace {

[[gnu::noinline]] Word recurse(Word depth) {
    volatile Word local = depth;
    return depth == ~Word{0} ? local : recurse(depth + 1) + local;
}

} // namespace

int program(std::string_view /*arguments*/) {
    recurse(0);
    return succeeded("had an endless stack");
}

} // namespace nacre::user
