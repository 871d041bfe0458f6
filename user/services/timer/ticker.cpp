// SPDX-License-Identifier: MIT
// The heartbeat of the timer service, without a timer device: a thread whose budget is renewed once a period.
//
// Yielding gives up the rest of the budget, so the thread runs again when the next period begins. While
// nobody sleeps the timer does not answer, and the machine can rest.
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

namespace nacre::user {

int program(std::string_view /*arguments*/) {
    for (;;) {
        call({slot::timer}, Message::of(timer::label_of(timer::Request::tick)));
        yield();
    }
}

} // namespace nacre::user
