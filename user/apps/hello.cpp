// SPDX-License-Identifier: MIT
// The smallest program: says hello, and to whom if you tell it.
#include <runtime/print.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view arguments) {
    print("Hello, {}!\n", arguments.empty() ? "world" : arguments);
    return 0;
}
