// SPDX-License-Identifier: MIT
// The system calls, one function each.
#pragma once

#include <api/system_call.hpp>
#include <runtime/message.hpp>

#include <string_view>

namespace nacre::user {

namespace detail {

/// All calls that pass a message enter the kernel here. `target` is what is sent to, or, if nothing is,
/// received from.
inline Message trap(api::SystemCall number, Capability target, const Message& message, Capability reply = {},
                    Capability destination = {}) {
    architecture::Registers registers{
        .capability = target.address,
        .info = message.info.bits,
        .words = message.words,
        .reply = reply.address,
        .destination = destination.address,
    };
    architecture::system_call(number, registers);
    return {.badge = registers.capability, .info = {registers.info}, .words = registers.words};
}

} // namespace detail

/// Sends a message and blocks until the reply arrives, which is returned.
inline Message call(Capability destination, const Message& message) {
    return detail::trap(api::SystemCall::call, destination, message);
}

/// Blocks until somebody receives the message.
inline void send(Capability destination, const Message& message) {
    detail::trap(api::SystemCall::send, destination, message);
}

/// Sends the message if somebody waits for it; else it is lost, and the sender does not learn.
inline void non_blocking_send(Capability destination, const Message& message) {
    detail::trap(api::SystemCall::non_blocking_send, destination, message);
}

/// Answers the call that `reply` holds.
inline void reply_to(Capability reply, const Message& message) { send(reply, message); }

/// Blocks until a message arrives on an endpoint or a signal on a notification. A call can be answered
/// through `reply`, a reply object that must hold no other call.
inline Message receive(Capability source, Capability reply) {
    return detail::trap(api::SystemCall::receive, source, {}, reply);
}

/// Takes a message that waits already; without one, the badge is 0 and the message empty.
inline Message non_blocking_receive(Capability source, Capability reply) {
    return detail::trap(api::SystemCall::non_blocking_receive, source, {}, reply);
}

/// Answers the call that `reply` holds, then receives the next message with it.
inline Message reply_receive(Capability source, Capability reply, const Message& answer) {
    return detail::trap(api::SystemCall::reply_receive, source, answer, reply);
}

/// Sends without blocking to `destination`, then receives from `source`, all in one call.
inline Message send_receive(Capability destination, const Message& message, Capability source,
                            Capability reply) {
    return detail::trap(api::SystemCall::non_blocking_send_receive, source, message, reply, destination);
}

/// Sends without blocking to `destination`, then waits on `source`. The interface passes the destination
/// where the other calls pass the reply object.
inline Message send_wait(Capability destination, const Message& message, Capability source) {
    return detail::trap(api::SystemCall::non_blocking_send_wait, source, message, destination);
}

/// Blocks until a signal, or a message that needs no answer, arrives. For a signal the badge is all that
/// counts: the union of the badges signalled since the last time.
inline Message wait(Capability source) { return detail::trap(api::SystemCall::wait, source, {}); }

/// Takes what has been signalled; 0 if nothing was.
inline Word poll(Capability notification) {
    return detail::trap(api::SystemCall::non_blocking_wait, notification, {}).badge;
}

inline void signal(Capability notification) { send(notification, {}); }

/// Gives up what is left of the present budget replenishment.
inline void yield() {
    architecture::Registers registers{};
    architecture::system_call(api::SystemCall::yield, registers);
}

/// Where capabilities that arrive with messages go: a slot of the program's own CNode, which must be empty.
inline void set_receive_slot(Capability cnode, Word index, Word depth) {
    ipc_buffer().receive_cnode = cnode.address;
    ipc_buffer().receive_index = index;
    ipc_buffer().receive_depth = depth;
}

/// Writes to the kernel's console, if the kernel was built with one.
inline void debug_put_char(char character) {
    architecture::Registers registers{.capability = static_cast<unsigned char>(character)};
    architecture::system_call(api::SystemCall::debug_put_char, registers);
}

/// A number for the kind of capability in a slot, 0 if it is empty. Development kernels only.
inline Word debug_capability_identify(Capability capability) {
    return detail::trap(api::SystemCall::debug_capability_identify, capability, {}).badge;
}

/// Names a thread for the kernel's own messages. Development kernels only.
inline void debug_name_thread(Capability thread, std::string_view name) {
    auto* text = reinterpret_cast<char*>(ipc_buffer().message);
    const std::size_t length = name.size() < sizeof(ipc_buffer().message) ? name.size() : 0;
    name.copy(text, length);
    text[length] = 0;
    detail::trap(api::SystemCall::debug_name_thread, thread, {});
}

/// Stops the machine. Development kernels only.
inline void debug_halt(Word argument = 0) {
    architecture::Registers registers{.capability = argument};
    architecture::system_call(api::SystemCall::debug_halt, registers);
}

} // namespace nacre::user
