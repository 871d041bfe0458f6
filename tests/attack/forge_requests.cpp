// SPDX-License-Identifier: MIT
// Asks services for what only the shell, the loader or the ticker may ask: to kill the shell, to start
// programs, to take over the keyboard, to make the timer forget sleepers.
//
// expect: refused: forged requests
#include "attack.hpp"

#include <root/description.hpp>
#include <runtime/process.hpp>
#include <runtime/timer.hpp>

namespace nacre::user {

namespace {

bool loader_obeys(process::Request request) {
    Message message = Message::of(process::label_of(request), 0, 0, 0, 0);
    append_text(message, "shell");
    return call({slot::process}, message).label() != process::refused;
}

} // namespace

int program(std::string_view /*arguments*/) {
    using enum process::Request;
    for (const auto request : {start, kill, running, list, memory, describe}) {
        if (loader_obeys(request)) {
            return succeeded("the loader obeys a program");
        }
    }
    // Were it obeyed, the shell would no longer get what is typed, and the test would stop here.
    console::set_foreground(0x7777);
    console::forget(badge_of(Service::shell));
    timer::forget(badge_of(Service::shell));
    // The ticker's place is taken: a second one is sent away at once instead of being heard.
    call({slot::timer}, Message::of(timer::label_of(timer::Request::tick)));
    return refused("forged requests");
}

} // namespace nacre::user
