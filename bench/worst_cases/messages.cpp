// SPDX-License-Identifier: MIT
// The longest message with as many capabilities as go along, by threads in whose capability spaces every
// look-up goes through 62 CNodes.
#include "groups.hpp"

#include <runtime/invoke.hpp>
#include <runtime/start.hpp>

namespace nacre::bench {

namespace {

constexpr unsigned last_bits = 3;
constexpr Word levels = word_bits - last_bits; ///< above the last CNode, each decides one bit
constexpr unsigned rounds = 8;

constinit std::array<ThreadMemory, 2> client_memory{}; ///< while one is forever, the other waits
constinit ThreadMemory server_memory{};
/// Slots of the last CNode, and so their addresses.
enum Address : Word { to_server = 0, answer = 1, carried = 2, into = 3, landing = 4, done = 5, forever = 6 };

constexpr api::MessageInfo longest =
    api::MessageInfo::make(0, 0, api::maximum_extra_capabilities, api::message_maximum_length);

constexpr api::MessageInfo words_alone = api::MessageInfo::make(0, 0, 0, api::message_maximum_length);

api::IpcBuffer& buffer_of(ThreadMemory& memory) {
    return *reinterpret_cast<api::IpcBuffer*>(memory.buffer.data());
}

[[noreturn]] void ask() {
    for (unsigned round = 0; round < rounds; ++round) {
        const user::Message reply = user::call({to_server}, {.info = longest});
        require(reply.length() == api::message_maximum_length, "the whole answer");
    }
    user::signal({done});
    user::wait({forever});
    user::die();
}

/// Answers in each way in turn: with capabilities, without, and before it receives by a call of its own.
[[noreturn]] void serve() {
    user::Message request = user::receive({to_server}, {answer});
    for (unsigned turn = 0;; ++turn) {
        require(request.length() == api::message_maximum_length, "the whole request");
        if (turn % 3 == 0) {
            request = user::reply_receive({to_server}, {answer}, {.info = longest});
        } else if (turn % 3 == 1) {
            request = user::reply_receive({to_server}, {answer}, {.info = words_alone});
        } else {
            user::reply_to({answer}, {.info = longest});
            request = user::receive({to_server}, {answer});
        }
    }
}

void prepare(ThreadMemory& memory) {
    api::IpcBuffer& buffer = buffer_of(memory);
    for (Word& address : buffer.capabilities_or_badges) {
        address = carried;
    }
    buffer.receive_cnode = into;
    buffer.receive_index = landing;
    buffer.receive_depth = word_bits;
}

Word make_deep_space(Scene& scene, Word notification) {
    const Capability memory = scene.memory(log2_ceiling(levels) + 1 + api::slot_bits + 1);
    const Word first = scene.take(levels + 1);
    scene.make(memory, api::ObjectType::cnode, 1, first, levels);
    scene.make(memory, api::ObjectType::cnode, last_bits, first + levels);
    const Word last = first + levels;
    const Word objects = scene.take(4);
    const Capability object_memory = scene.memory(10);
    scene.make(object_memory, api::ObjectType::endpoint, 0, objects);
    scene.make(object_memory, api::ObjectType::reply, 0, objects + 1);
    scene.make(object_memory, api::ObjectType::notification, 0, objects + 2);
    scene.copy(objects + 3, first);
    scene.move_into(last, last_bits, to_server, objects);
    scene.move_into(last, last_bits, answer, objects + 1);
    scene.move_into(last, last_bits, carried, objects + 2);
    scene.move_into(last, last_bits, into, objects + 3);
    const Word told = scene.take();
    scene.copy(told, notification);
    scene.move_into(last, last_bits, done, told);
    const Word never = scene.take();
    scene.make(object_memory, api::ObjectType::notification, 0, never);
    scene.move_into(last, last_bits, forever, never);
    for (Word level = levels; level > 0; --level) {
        scene.move_into(first + level - 1, 1, 0, first + level);
    }
    return first;
}

void change_space(Scene& scene, const Thread& thread, Word root) {
    require(user::invoke(thread.control, api::thread::SetSpace{.fault_endpoint = {},
                                                               .cspace_root = {root},
                                                               .cspace_root_data = 0,
                                                               .vspace_root = scene.world().second_space(),
                                                               .vspace_root_data = 0})
                .good(),
            "changing to the deep capability space");
}

} // namespace

void worst_of_messages(Scene& scene) {
    World& world = scene.world();
    const Capability notification = world.make(api::ObjectType::notification);
    const Word root = make_deep_space(scene, notification.address);
    prepare(server_memory);
    const Measured<Case::longest_message> measured{
        "Call, ReplyRecv and Recv, 120 words and 3 capabilities, look-ups through CNodes", levels + 1};
    // This thread is the most important: all have their space before they run. The server is the least: both
    // clients wait when it comes to them.
    const Thread server = world.start(server_memory, serve, {.priority = 50});
    change_space(scene, server, root);
    std::array<Thread, client_memory.size()> clients{};
    for (std::size_t client = 0; client < clients.size(); ++client) {
        prepare(client_memory[client]);
        clients[client] = world.start(client_memory[client], ask, {.priority = 100});
        change_space(scene, clients[client], root);
    }
    for (unsigned client = 0; client < client_memory.size(); ++client) {
        user::wait(notification);
    }
    for (const Thread& client : clients) {
        World::stop(client);
    }
    World::stop(server);
}

} // namespace nacre::bench
