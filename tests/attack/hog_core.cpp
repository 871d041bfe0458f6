// SPDX-License-Identifier: MIT
// Never gives up the core: a budget of a tenth must hold it to a tenth, also at the highest priority for
// programs; and without a budget the prompt must still answer, because the services stand above all programs.
//
// run: run hog_core --priority 199 --budget 2000/20000 &
// run: run primes 20000
// expect: primes up to 20000
// run: ps
// expect: hog_core +0 +199 +\w+ +(\d|1[0-4])\.\d %
// run: kill hog_core
// run: run hog_core &
// run: ps
// expect: hog_core +0 +100 +running +\d\d\.\d %
// run: run hello --priority 101
// expect: Hello, world!
// run: kill hog_core
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    for (volatile Word turns = 0;;) {
        turns = turns + 1;
    }
}
