// SPDX-License-Identifier: MIT
// The numbers of the system calls, and a sentence about each.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstdint>

namespace nacre::api {

/// What a thread leaves in the system-call register.
enum class SystemCall : std::intptr_t {
    call = -1,
    reply_receive = -2,
    non_blocking_send_receive = -3,
    non_blocking_send_wait = -4,
    send = -5,
    non_blocking_send = -6,
    receive = -7,
    non_blocking_receive = -8,
    wait = -9,
    non_blocking_wait = -10,
    yield = -11,
    debug_put_char = -12,
    debug_dump_scheduler = -13,
    debug_halt = -14,
    debug_capability_identify = -15,
    debug_snapshot = -16,
    debug_name_thread = -17,
    debug_send_ipi = -18,
    set_tls_base = -32,
};

struct SystemCallDescription {
    SystemCall number;
    const char* name;
    const char* sentence;
};

inline constexpr std::array system_calls{
    SystemCallDescription{SystemCall::call, "call", "Sends a message and blocks until its reply arrives."},
    SystemCallDescription{SystemCall::reply_receive, "reply_receive",
                          "Answers through a reply object and receives the next message with it."},
    SystemCallDescription{
        SystemCall::non_blocking_send_receive, "non_blocking_send_receive",
        "Sends to one capability if nobody must be waited for, then receives from another."},
    SystemCallDescription{
        SystemCall::non_blocking_send_wait, "non_blocking_send_wait",
        "Sends to one capability if nobody must be waited for, then waits on another without a "
        "reply object."},
    SystemCallDescription{SystemCall::send, "send", "Sends a message, blocking until it is received."},
    SystemCallDescription{SystemCall::non_blocking_send, "non_blocking_send",
                          "Sends a message if a receiver waits, else drops it."},
    SystemCallDescription{
        SystemCall::receive, "receive",
        "Blocks until a message or a signal arrives; a call can be answered through the reply "
        "object given."},
    SystemCallDescription{SystemCall::non_blocking_receive, "non_blocking_receive",
                          "Receives a message if one waits."},
    SystemCallDescription{SystemCall::wait, "wait",
                          "Blocks until a message or a signal arrives, with no means to reply."},
    SystemCallDescription{SystemCall::non_blocking_wait, "non_blocking_wait",
                          "Takes a message or a signal if there is one, with no means to reply."},
    SystemCallDescription{SystemCall::yield, "yield",
                          "Gives up what is left of the present budget replenishment."},
    SystemCallDescription{SystemCall::debug_put_char, "debug_put_char",
                          "Writes one character to the kernel's console."},
    SystemCallDescription{SystemCall::debug_dump_scheduler, "debug_dump_scheduler",
                          "Prints the threads of the calling core on the kernel's console."},
    SystemCallDescription{
        SystemCall::debug_halt, "debug_halt",
        "Stops the machine; an unknown call for a thread that may not give the highest priority."},
    SystemCallDescription{SystemCall::debug_capability_identify, "debug_capability_identify",
                          "Tells the kind of a capability as a number, 0 for an empty slot."},
    SystemCallDescription{SystemCall::debug_snapshot, "debug_snapshot",
                          "Prints the state of the capability system on the kernel's console."},
    SystemCallDescription{SystemCall::debug_name_thread, "debug_name_thread",
                          "Names a thread, for the kernel's own messages."},
    SystemCallDescription{SystemCall::debug_send_ipi, "debug_send_ipi",
                          "Sends an interrupt to another core."},
    SystemCallDescription{SystemCall::set_tls_base, "set_tls_base",
                          "Sets the calling thread's register for thread-local storage."},
};

constexpr const char* name_of(SystemCall number) {
    for (const auto& description : system_calls) {
        if (description.number == number) {
            return description.name;
        }
    }
    return "unknown system call";
}

/// The argument of debug_halt that asks to start the machine again. Ours: seL4's call takes none, and
/// whatever else stands in the register halts.
inline constexpr Word halt_to_reboot = 0x4e41'0001;

} // namespace nacre::api
