// SPDX-License-Identifier: MIT
// Messages with several capabilities, cut messages, queues of waiters, and reply objects that are used twice.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

#include <runtime/ipc_buffer.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::ObjectType;
using user::Message;

constexpr Word label = 0x123;
constexpr Word above = Scene::own_priority + 1;

// Several capabilities.

std::array<Capability, 3> attached{};
Word attached_count = 0;

void send_attached(Word) {
    Message message = Message::of(label, 5);
    for (Word i = 0; i < attached_count; ++i) {
        message.attach(attached[i]);
    }
    user::send(shared.target, message);
    step();
    user::wait(shared.notification);
}

struct Arrived {
    Word capabilities;
    Word unwrapped;
    std::array<Word, 3> badges;
    Capability slot;
    bool slot_is_empty;
};

/// What comes out of a message with these capabilities, through the shared endpoint, into an empty slot.
Arrived pass(Scene& scene, std::initializer_list<Capability> capabilities) {
    attached_count = 0;
    for (const Capability capability : capabilities) {
        attached[attached_count++] = capability;
    }
    shared.target = scene.mint(shared.endpoint, 1);
    const Word before = steps();
    scene.start(send_attached, {.priority = above});
    const Capability into = scene.slot();
    user::set_receive_slot(scene.cnode(), into.address, whole_word);
    const Message message = user::receive(shared.endpoint, shared.reply);
    user::set_receive_slot({}, 0, 0);
    const Arrived arrived{
        message.capabilities(),
        message.info.capabilities_unwrapped(),
        {message.unwrapped_badge(0), message.unwrapped_badge(1), message.unwrapped_badge(2)},
        into,
        false};
    scene.expect_equal(message.label(), label, "the label");
    scene.expect_equal(message[0], 5, "the word");
    scene.expect_equal(steps(), before + 1, "the sender goes on");
    Arrived result = arrived;
    result.slot_is_empty = scene.is_empty(into);
    return result;
}

void prepare(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
}

void all_unwrapped(Scene& scene) {
    prepare(scene);
    const Arrived arrived =
        pass(scene, {scene.mint(shared.endpoint, 11),
                     scene.mint(shared.endpoint, 12, CapabilityRights::read()), shared.endpoint});
    scene.expect_equal(arrived.capabilities, 3, "capabilities");
    scene.expect_equal(arrived.unwrapped, 0b111, "which are unwrapped");
    scene.expect_equal(arrived.badges[0], 11, "the first badge");
    scene.expect_equal(arrived.badges[1], 12, "the second badge");
    scene.expect_equal(arrived.badges[2], 0, "the badge of one without");
    scene.expect(arrived.slot_is_empty, "the receive slot stays empty");
}

void one_is_moved(Scene& scene) {
    prepare(scene);
    const Capability other = scene.make(ObjectType::notification);
    const Arrived arrived =
        pass(scene, {scene.mint(shared.endpoint, 11), other, scene.mint(shared.endpoint, 13)});
    scene.expect_equal(arrived.capabilities, 3, "capabilities");
    scene.expect_equal(arrived.unwrapped, 0b101, "which are unwrapped");
    scene.expect_equal(arrived.badges[0], 11, "the first badge");
    scene.expect_equal(arrived.badges[2], 13, "the third badge");
    user::signal(arrived.slot);
    scene.expect_equal(user::debug_capability_identify(arrived.slot), user::debug_capability_identify(other),
                       "the kind in the receive slot");
}

void second_finds_no_room(Scene& scene) {
    prepare(scene);
    const Capability other = scene.make(ObjectType::notification);
    const Arrived arrived =
        pass(scene, {other, scene.make(ObjectType::endpoint), scene.mint(shared.endpoint, 13)});
    scene.expect_equal(arrived.capabilities, 1, "capabilities");
    scene.expect_equal(arrived.unwrapped, 0, "which are unwrapped");
    scene.expect(!arrived.slot_is_empty, "the first is in the slot");
}

void cannot_be_copied(Scene& scene) {
    prepare(scene);
    const Capability parent = scene.make(ObjectType::untyped, 6);
    const Capability child = scene.slot();
    scene.succeed(parent, api::untyped::Retype{.type = static_cast<Word>(ObjectType::endpoint),
                                               .size_bits = 0,
                                               .root = scene.cnode(),
                                               .node_offset = child.address,
                                               .object_count = 1});
    for (const Capability bad :
         {scene.slot(), Capability{initial::irq_control}, parent, scene.make(ObjectType::reply)}) {
        const Arrived arrived = pass(scene, {scene.mint(shared.endpoint, 11), bad, shared.endpoint});
        const bool is_reply =
            user::debug_capability_identify(bad) == user::debug_capability_identify(shared.reply);
        scene.expect_equal(arrived.capabilities, is_reply ? 3 : 1, "capabilities");
        scene.expect_equal(arrived.slot_is_empty ? 1 : 0, is_reply ? 0 : 1, "whether the slot stays empty");
    }
}

void copy_is_a_child(Scene& scene) {
    prepare(scene);
    const Capability other = scene.make(ObjectType::endpoint);
    const Arrived arrived = pass(scene, {scene.mint(other, 8, CapabilityRights::read())});
    scene.expect_equal(arrived.capabilities, 1, "capabilities");
    // Its rights and badge are those of what was sent.
    user::non_blocking_send(arrived.slot, Message::of(1));
    scene.expect_equal(user::non_blocking_receive(arrived.slot, shared.reply).badge, 0, "nothing waits");
    scene.succeed(scene.cnode(), api::cnode::Revoke{other.address, whole_word});
    scene.expect(scene.is_empty(arrived.slot), "revoking what it comes from removes it");
}

// Answers with capabilities.

void call_for_capability(Word slot) {
    user::set_receive_slot({initial::cnode}, slot, whole_word);
    shared.answer = user::call(shared.target, Message::of(label));
    user::set_receive_slot({}, 0, 0);
    step();
    user::wait(shared.notification);
}
void answer_carries(Scene& scene) {
    for (const bool grants : {true, false}) {
        prepare(scene);
        shared.target = shared.endpoint;
        const Capability into = scene.slot();
        scene.start(call_for_capability, {.priority = above, .argument = into.address});
        user::receive(shared.endpoint, shared.reply);
        Message answer = Message::of(4, 7);
        answer.attach(scene.make(ObjectType::notification));
        user::reply_to(grants ? shared.reply : scene.copy(shared.reply, CapabilityRights::write()), answer);
        scene.expect_equal(steps(), 1, "the caller goes on");
        scene.expect_equal(shared.answer.label(), 4, "the label");
        scene.expect_equal(shared.answer.capabilities(), grants ? 1 : 0, "capabilities");
        scene.expect_equal(scene.is_empty(into) ? 1 : 0, grants ? 0 : 1, "whether the slot stays empty");
    }
}

// Cut messages.

void receive_six(Word) {
    shared.answer = user::receive(shared.endpoint, shared.reply);
    step();
    user::wait(shared.notification);
}
void receiver_without_buffer(Scene& scene) {
    prepare(scene);
    const Thread thread = scene.start(receive_six, {.priority = above, .resumed = false});
    scene.succeed(thread.control, api::thread::SetIpcBuffer{.buffer = 0, .buffer_frame = {}});
    scene.succeed(thread.control, api::thread::Resume{});
    Message message = Message::of(label, 1, 2, 3, 4, 5, 6);
    message.attach(scene.make(ObjectType::notification));
    user::send(shared.endpoint, message);
    scene.expect_equal(steps(), 1, "the receiver goes on");
    scene.expect_equal(shared.answer.length(), 4, "words");
    scene.expect_equal(shared.answer.capabilities(), 0, "capabilities");
    scene.expect_equal(shared.answer.words[3], 4, "the last word");
}
void send_six(Word) {
    Message message = Message::of(label, 1, 2, 3, 4);
    message.info = api::MessageInfo::make(label, 0, 1, 6);
    user::send(shared.endpoint, message);
    step();
    user::wait(shared.notification);
}
void sender_without_buffer(Scene& scene) {
    prepare(scene);
    const Thread thread = scene.start(send_six, {.priority = above, .resumed = false});
    scene.succeed(thread.control, api::thread::SetIpcBuffer{.buffer = 0, .buffer_frame = {}});
    scene.succeed(thread.control, api::thread::Resume{});
    const Message message = user::receive(shared.endpoint, shared.reply);
    scene.expect_equal(message.length(), 4, "words");
    scene.expect_equal(message.capabilities(), 0, "capabilities");
    scene.expect_equal(message.words[3], 4, "the last word");
    scene.expect_equal(steps(), 1, "the sender goes on");
}

// Queues.

void send_mark(Word mark) {
    user::send(shared.endpoint, Message::of(label, mark));
    user::wait(shared.notification);
}
void receive_mark(Word mark) {
    shared.answer = user::receive(shared.endpoint, {shared.own.address + mark});
    shared.returns = mark;
    user::wait(shared.notification);
}
void wait_mark(Word mark) {
    user::wait(shared.target);
    shared.returns = mark;
    user::wait(shared.notification);
}
void expect_next(Scene& scene, Word mark) {
    scene.expect_equal(user::receive(shared.endpoint, shared.reply)[0], mark, "who is served next");
}

void senders_in_order(Scene& scene) {
    prepare(scene);
    for (const auto& [priority, mark] :
         {std::pair<Word, Word>{101, 1}, {103, 2}, {102, 3}, {103, 4}, {101, 5}, {102, 6}}) {
        scene.start(send_mark, {.priority = priority, .argument = mark});
    }
    for (const Word mark : std::array<Word, 6>{2, 4, 3, 6, 1, 5}) {
        expect_next(scene, mark);
    }
}

void receivers_in_order(Scene& scene) {
    prepare(scene);
    shared.own = scene.slots(5);
    for (Word i = 0; i < 5; ++i) {
        const Capability reply = scene.make(ObjectType::reply);
        scene.succeed(scene.cnode(), api::cnode::Move{shared.own.address + i, whole_word, scene.cnode(),
                                                      reply.address, whole_word});
    }
    for (const auto& [priority, mark] : {std::pair<Word, Word>{101, 1}, {103, 2}, {102, 3}, {103, 4}}) {
        scene.start(receive_mark, {.priority = priority, .argument = mark});
    }
    for (const Word mark : std::array<Word, 4>{2, 4, 3, 1}) {
        user::send(shared.endpoint, Message::of(label));
        scene.expect_equal(shared.returns, mark, "who receives next");
    }
}

void waiters_in_order(Scene& scene) {
    prepare(scene);
    shared.target = scene.make(ObjectType::notification);
    for (const auto& [priority, mark] : {std::pair<Word, Word>{101, 1}, {103, 2}, {102, 3}, {103, 4}}) {
        scene.start(wait_mark, {.priority = priority, .argument = mark});
    }
    for (const Word mark : std::array<Word, 4>{2, 4, 3, 1}) {
        user::signal(shared.target);
        scene.expect_equal(shared.returns, mark, "who is woken next");
    }
}

void queued_thread_moves(Scene& scene) {
    prepare(scene);
    std::array<Thread, 4> threads{};
    for (Word i = 0; i < threads.size(); ++i) {
        threads[i] = scene.start(send_mark, {.priority = 110, .argument = i});
    }
    const auto set = [&](Word thread, Word priority) {
        scene.succeed(threads[thread].control, api::thread::SetPriority{scene.own_thread(), priority});
    };
    set(0, 109); // behind all
    set(3, 111); // before all
    set(1, 110); // behind its equals
    for (const Word mark : std::array<Word, 4>{3, 2, 1, 0}) {
        expect_next(scene, mark);
    }
}

void refused_priority_moves_nobody(Scene& scene) {
    prepare(scene);
    const Capability low = scene.make(ObjectType::thread);
    scene.succeed(low, api::thread::SetMaximumControlledPriority{scene.own_thread(), 105});
    const Thread first = scene.start(send_mark, {.priority = 104, .argument = 1});
    const Thread second = scene.start(send_mark, {.priority = 103, .argument = 2});
    scene.refuse(second.control, api::thread::SetPriority{low, 106}, api::Error::range_error, {0, 105});
    // A maximum below the priority that a thread has takes nothing from it.
    scene.succeed(first.control, api::thread::SetMaximumControlledPriority{scene.own_thread(), 3});
    scene.expect_equal(user::receive(shared.endpoint, shared.reply)[0], 1, "who is served next");
    scene.succeed(second.control, api::thread::SetPriority{low, 105});
    const Thread third = scene.start(send_mark, {.priority = 104, .argument = 3});
    scene.expect(third.control.address != 0, "a third thread");
    expect_next(scene, 2);
    expect_next(scene, 3);
}

// Reply objects and the next caller.

void call_marked(Word mark) {
    const Message answer = user::call(shared.endpoint, Message::of(label, mark));
    shared.returns = answer[0];
    step();
    user::wait(shared.notification);
}

void next_caller_waits(Scene& scene) {
    prepare(scene);
    scene.start(call_marked, {.priority = above, .argument = 1});
    scene.start(call_marked, {.priority = above, .argument = 2});
    scene.expect_equal(user::receive(shared.endpoint, shared.reply)[0], 1, "the first request");
    const Message second = user::reply_receive(shared.endpoint, shared.reply, Message::of(0, 71));
    scene.expect_equal(second[0], 2, "the second request, which waited");
    scene.expect_equal(steps(), 1, "the first caller, which is above this thread, went on");
    user::reply_to(shared.reply, Message::of(0, 72));
    scene.expect_equal(steps(), 2, "callers that were answered");
    scene.expect_equal(shared.returns, 72, "the last answer");
}

void reply_object_in_use(Scene& scene) {
    prepare(scene);
    const Thread first = scene.start(call_marked, {.priority = above, .argument = 1});
    scene.start(call_marked, {.priority = above, .argument = 2});
    user::receive(shared.endpoint, shared.reply);
    scene.expect_equal(user::receive(shared.endpoint, shared.reply)[0], 2, "the second request");
    user::reply_to(shared.reply, Message::of(0, 72));
    scene.expect_equal(steps(), 1, "callers that were answered");
    scene.expect_equal(shared.returns, 72, "the answer went to the second");
    // The first waits for nobody any more; resumed, it calls again.
    scene.succeed(first.control, api::thread::Resume{});
    scene.expect_equal(user::receive(shared.endpoint, shared.reply)[0], 1, "the first request again");
}

void answered_twice(Scene& scene) {
    prepare(scene);
    scene.start(call_marked, {.priority = above, .argument = 1});
    user::receive(shared.endpoint, shared.reply);
    user::reply_to(shared.reply, Message::of(0, 71));
    user::reply_to(shared.reply, Message::of(0, 99));
    scene.expect_equal(shared.returns, 71, "the answer");
    scene.expect_equal(steps(), 1, "answers");
}

constexpr std::array checks{
    holds("Send", "Each capability of the very endpoint arrives as a badge, whatever its rights.",
          all_unwrapped),
    holds("Send", "Badges before and behind a capability that is transferred arrive.", one_is_moved),
    holds("Send", "There is room for one capability; the first without room ends the transfer.",
          second_finds_no_room),
    holds("Send", "A capability that cannot be copied ends the transfer.", cannot_be_copied),
    holds("Send", "What arrives has badge and rights of what was sent, and is its child.", copy_is_a_child),
    holds("Reply", "An answer carries a capability if the reply capability may grant.", answer_carries),
    holds("Recv", "Without a buffer a message is cut at the words in registers, and brings no capability.",
          receiver_without_buffer),
    holds("Send", "Without a buffer only the words in registers are sent, and no capability.",
          sender_without_buffer),
    holds("Send", "Senders are served by priority, equals in their order.", senders_in_order),
    holds("Recv", "Receivers are served by priority, equals in their order.", receivers_in_order),
    holds("Wait", "Waiters are woken by priority, equals in their order.", waiters_in_order),
    holds("Thread_SetPriority", "a queued thread moves; to its own priority, behind its equals",
          queued_thread_moves),
    holds("Thread_SetPriority", "refused, it leaves the queue as it is; a low maximum takes no priority away",
          refused_priority_moves_nobody),
    holds("ReplyRecv", "A caller that waits already is received at once.", next_caller_waits),
    holds("Recv", "A reply object that still holds a caller gives it up for the next.", reply_object_in_use),
    holds("Reply", "A second answer through the same reply object does nothing.", answered_twice),
};

} // namespace

std::span<const Check> transfer_checks() { return checks; }

} // namespace nacre::conformance
