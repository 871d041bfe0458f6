// SPDX-License-Identifier: MIT
// Writes as fast as it can, from the background. Another program's lines must come through whole, and the
// shell must still read and obey.
//
// run: run flood_console --budget 5000/20000 &
// run: run hello "through the flood"
// expect: (?m)^(\r|\x1b\[K|nacre> )*Hello, "through the flood"!$
// run: kill flood_console
// run: run hello
// expect: Hello, world!
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    for (Word line = 0;; ++line) {
        print("flood {} ################################################################\n", line);
    }
}
