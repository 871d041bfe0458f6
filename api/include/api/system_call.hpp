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
    const char* sel4_name;
    /// What must be true for it to block, lend time or fault, and what is dropped.
    const char* description;
};

inline constexpr std::array system_calls{
    SystemCallDescription{
        SystemCall::call, "call", "Sends a message and blocks until its reply arrives.", "Call",
        "The capability register names an endpoint or a kernel object. At an endpoint the caller waits for a "
        "receiver and then for the answer; it needs the send right, and grant or grant reply for the answer "
        "to find its way back. A caller's scheduling context goes along to a receiver that has none and "
        "returns with the answer. A kernel object answers at once: label 0, or the number of the error. An "
        "address that does not resolve is a capability fault."},
    SystemCallDescription{
        SystemCall::reply_receive, "reply_receive",
        "Answers through a reply object and receives the next message with it.", "ReplyRecv",
        "First half: the message goes to the caller that the reply capability holds, and the scheduling "
        "context it lent goes back; this half never blocks, and what fails in it is dropped. Second half: as "
        "receive, from the capability register, with the same reply object."},
    SystemCallDescription{SystemCall::non_blocking_send_receive, "non_blocking_send_receive",
                          "Sends to one capability if nobody must be waited for, then receives from another.",
                          "NBSendRecv",
                          "First half: as non_blocking_send, to the capability in the destination register; "
                          "it lends the scheduling context when the receiver has none. Second half: as "
                          "receive, from the capability register, with the reply capability."},
    SystemCallDescription{
        SystemCall::non_blocking_send_wait, "non_blocking_send_wait",
        "Sends to one capability if nobody must be waited for, then waits on another without a "
        "reply object.",
        "NBSendWait",
        "First half: as non_blocking_send, to the capability in the register of the reply capability; it "
        "lends the scheduling context when the receiver has none. Second half: as wait."},
    SystemCallDescription{SystemCall::send, "send", "Sends a message, blocking until it is received.", "Send",
                          "Blocks until a receiver takes the message; at a notification it signals, at a "
                          "kernel object it invokes without an answer: errors are not told. It lends no "
                          "time. An address that does not resolve is a capability fault."},
    SystemCallDescription{SystemCall::non_blocking_send, "non_blocking_send",
                          "Sends a message if a receiver waits, else drops it.", "NBSend",
                          "As send, but without a waiting receiver the message is dropped. An address that "
                          "does not resolve is dropped as well, without a fault. It lends no time."},
    SystemCallDescription{
        SystemCall::receive, "receive",
        "Blocks until a message or a signal arrives; a call can be answered through the reply "
        "object given.",
        "Recv",
        "Needs an endpoint with the receive right, or a notification with the wait right that is bound to "
        "nobody else. Everything else is a capability fault in the receiving half, as is a reply capability "
        "that is none (looked at for endpoints only). A signal of the bound notification also ends it. The "
        "badge of the sender, or the bits of the notification, arrive in the capability register."},
    SystemCallDescription{SystemCall::non_blocking_receive, "non_blocking_receive",
                          "Receives a message if one waits.", "NBRecv",
                          "As receive, but without a message the badge is 0 and the thread goes on."},
    SystemCallDescription{
        SystemCall::wait, "wait", "Blocks until a message or a signal arrives, with no means to reply.",
        "Wait", "As receive without looking at the reply capability: whoever called cannot be answered."},
    SystemCallDescription{SystemCall::non_blocking_wait, "non_blocking_wait",
                          "Takes a message or a signal if there is one, with no means to reply.", "NBWait",
                          "As wait, but without a message or signal the badge is 0 and the thread goes on."},
    SystemCallDescription{SystemCall::yield, "yield",
                          "Gives up what is left of the present budget replenishment.", "Yield",
                          "A thread in round robin goes to the end of its priority's queue; one with a "
                          "budget in a period waits for its next replenishment."},
    SystemCallDescription{SystemCall::debug_put_char, "debug_put_char",
                          "Writes one character to the kernel's console.", "DebugPutChar",
                          "The character is the low byte of the capability register. Always there."},
    SystemCallDescription{SystemCall::debug_dump_scheduler, "debug_dump_scheduler",
                          "Prints the threads of the calling core on the kernel's console.",
                          "DebugDumpScheduler", "Takes nothing."},
    SystemCallDescription{
        SystemCall::debug_halt, "debug_halt",
        "Stops the machine; an unknown call for a thread that may not give the highest priority.",
        "DebugHalt",
        "Takes a maximum controlled priority of 255; of any other thread it is an unknown system call, which "
        "faults. The argument 0x4e410001 starts the machine again instead (ours)."},
    SystemCallDescription{
        SystemCall::debug_capability_identify, "debug_capability_identify",
        "Tells the kind of a capability as a number, 0 for an empty slot.", "DebugCapIdentify",
        "Takes a capability address in the capability register and leaves the number there."},
    SystemCallDescription{SystemCall::debug_snapshot, "debug_snapshot",
                          "Prints the state of the capability system on the kernel's console.",
                          "DebugSnapshot", "Takes nothing; prints what debug_dump_scheduler prints."},
    SystemCallDescription{
        SystemCall::debug_name_thread, "debug_name_thread", "Names a thread, for the kernel's own messages.",
        "DebugNameThread",
        "The capability register names the thread; the name is a text that ends with a zero byte, in the "
        "message words of the IPC buffer. Ignored if the capability is no thread or there is no buffer."},
    SystemCallDescription{SystemCall::debug_send_ipi, "debug_send_ipi", "Sends an interrupt to another core.",
                          "DebugSendIPI", "Not served: an unknown system call, as on a kernel for one core."},
    SystemCallDescription{
        SystemCall::set_tls_base, "set_tls_base",
        "Sets the calling thread's register for thread-local storage.", "SetTLSBase",
        "The capability register holds the new value. Not a debug call. seL4 serves it only where "
        "programs cannot write the register themselves."},
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
