// SPDX-License-Identifier: MIT
// Fills its IPC buffer with wild numbers where the kernel looks for capabilities to send and for slots to
// receive in.
//
// run: run wild_buffer send
// expect: wild_buffer crashed: it used capability 0xdeadbeef\w*, which it does not have
// run: run wild_buffer receive
// expect: refused: wild receive slots
#include "attack.hpp"

#include <runtime/timer.hpp>

int nacre::user::program(std::string_view arguments) {
    constexpr Word wild = static_cast<Word>(word_bits == 64 ? 0xdead'beef'0000'0008 : 0xdead'beef);
    api::IpcBuffer& buffer = ipc_buffer();
    if (arguments == "send") {
        std::ranges::fill(buffer.capabilities_or_badges, wild);
        Message message = Message::of(console::label_of(console::Request::write), 0);
        message.info = api::MessageInfo::make(message.label(), 0, 3, 1);
        call({slot::console}, message);
        return succeeded("sent capabilities that it does not have");
    }
    buffer.receive_cnode = wild;
    buffer.receive_index = ~Word{0};
    buffer.receive_depth = ~Word{0};
    // The reply is received with those slots in place.
    if (!timer::sleep(1)) {
        return 1;
    }
    return refused("wild receive slots");
}
