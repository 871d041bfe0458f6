// SPDX-License-Identifier: MIT
// The other half of pingpong: answers each number with the next. It ends when pingpong does.
#include <runtime/program.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    constexpr Capability ping{slot::partner};
    constexpr Capability reply{slot::first_reply};
    for (Message request = receive(ping, reply);;) {
        request = reply_receive(ping, reply, Message::of(0, request[0] + 1));
    }
}
