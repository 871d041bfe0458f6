// SPDX-License-Identifier: MIT
// Call and ReplyRecv between address spaces, short and with ten words; Signal; Yield.
#include "mark.hpp"
#include "paths.hpp"

#include <runtime/invoke.hpp>
#include <runtime/message.hpp>
#include <runtime/system_call.hpp>

namespace nacre::bench {

namespace {

constexpr unsigned long_length = 10;

constinit ThreadMemory memory{};
constinit ThreadMemory peer_memory{};
constinit Capability endpoint{};
constinit Capability reply{};
constinit Capability ready{};
constinit Capability notification{};

user::Message message_of_length(std::size_t length) {
    user::Message message;
    message.set_length(length);
    return message;
}

/// Answers each message with one of the same length.
[[noreturn]] void serve() {
    user::signal(ready);
    user::Message request = user::receive(endpoint, reply);
    while (true) {
        const auto answer = message_of_length(request.length());
        if (request.length() == 0) {
            mark<Path::reply_receive>();
        } else {
            mark<Path::long_reply_receive>();
        }
        request = user::reply_receive(endpoint, reply, answer);
    }
}

[[noreturn]] void wait_for_signals() {
    while (true) {
        user::wait(notification);
    }
}

[[noreturn]] void yield_always() {
    while (true) {
        user::yield();
    }
}

} // namespace

void count_messages(World& world) {
    endpoint = world.make(api::ObjectType::endpoint);
    reply = world.make(api::ObjectType::reply);
    ready = world.make(api::ObjectType::notification);
    const Thread server = world.start(memory, serve, {.priority = higher_priority});
    user::wait(ready);
    World::make_passive(server);
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::call>();
        const auto answer = user::call(endpoint, {});
        require(answer.length() == 0, "a short message");
    }
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::long_call>();
        const auto answer = user::call(endpoint, message_of_length(long_length));
        require(answer.length() == long_length, "a long message");
    }
    World::stop(server);
}

void count_signals(World& world) {
    notification = world.make(api::ObjectType::notification);
    const Thread waiting = world.start(memory, wait_for_signals, {.priority = higher_priority});
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::signal>();
        user::signal(notification);
    }
    World::stop(waiting);
}

void count_yields(World& world) {
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::yield_alone>();
        user::yield();
    }
    const Thread peer = world.start(peer_memory, yield_always, {.priority = own_priority});
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::yield_to_peer>();
        user::yield();
    }
    World::stop(peer);
}

} // namespace nacre::bench
