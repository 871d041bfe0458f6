// SPDX-License-Identifier: MIT
// Asks the timer to sleep forever, a thousand times, without waiting for answers: others must still be able
// to sleep.
//
// run: run occupy_timer &
// run: ps
// expect: occupy_timer
// run: kill occupy_timer
// run: ps
// expect: share
#include "attack.hpp"

#include <runtime/timer.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    for (unsigned i = 0; i < 1000; ++i) {
        non_blocking_send({slot::timer}, Message::of(timer::label_of(timer::Request::sleep), ~Word{0}));
    }
    timer::sleep(~std::uint64_t{0});
    return succeeded("slept through eternity");
}
