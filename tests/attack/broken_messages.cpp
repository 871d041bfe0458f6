// SPDX-License-Identifier: MIT
// Sends messages that no honest program would: longer than a message can be, with text longer than its
// message, with labels that nobody knows, with every bit set. Kernel and services must cut, refuse and go on.
//
// expect: refused: broken messages
#include "attack.hpp"

#include <runtime/timer.hpp>

namespace nacre::user {

namespace {

constexpr Capability console_service{slot::console};
constexpr Capability timer_service{slot::timer};

/// A call with an info word of the attacker's choice.
void call_raw(Capability destination, Word info, Word first_word) {
    architecture::Registers registers{.capability = destination.address, .info = info};
    registers.words[0] = first_word;
    architecture::system_call(api::SystemCall::call, registers);
}

constexpr Word write_label = console::label_of(console::Request::write);

} // namespace

int program(std::string_view /*arguments*/) {
    std::ranges::fill(ipc_buffer().message, ~Word{0} / 0xff * 0x2e);
    // 127 words, where 120 are the most; text of 2^64 - 1 bytes.
    call_raw(console_service, api::MessageInfo::make(write_label, 0, 0, 127).bits, ~Word{0});
    print("\n");
    // No words at all, and a length that lies.
    call_raw(console_service, api::MessageInfo::make(write_label, 0, 0, 0).bits, ~Word{0});
    call_raw(console_service, api::MessageInfo::make(write_label, 0, 0, 1).bits, 1U << 20);
    // Requests that do not exist, in every service; a reply of the wrong kind must do no harm either.
    for (const Capability service : {console_service, timer_service}) {
        call_raw(service, api::MessageInfo::make(~Word{0}, 0, 0, 120).bits, ~Word{0});
        call_raw(service, api::MessageInfo::make(0, 7, 0, 120).bits, 0);
    }
    // A read of nothing, from the background of nowhere.
    call_raw(timer_service, api::MessageInfo::make(timer::label_of(timer::Request::tick), 0, 0, 4).bits, 1);
    return refused("broken messages");
}

} // namespace nacre::user
