// SPDX-License-Identifier: MIT
// Messages through endpoints: words, badges, capabilities, rights and replies.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

#include <runtime/ipc_buffer.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::ObjectType;
using user::Message;

constexpr Word badge = 0x77;
constexpr Word label = 0x123;

/// What the other thread works with; a check fills it before it starts one.
struct Partner {
    Capability target;
    Capability attached;
    Capability reply;
    Message answer;
    volatile Word progress;
};
constinit Partner partner{};

Thread start_partner(Scene& scene, void (*entry)(Word)) {
    partner.progress = 0;
    return scene.start(entry, {.priority = Scene::own_priority + 1});
}

[[noreturn]] void stop() {
    for (;;) {
        user::wait(partner.reply);
    }
}

void send_too_much(Word) {
    Message message{};
    constexpr Word most_that_the_field_holds = 127;
    for (Word i = 0; i < api::message_maximum_length; ++i) {
        message.append(1000 + i);
    }
    message.info = api::MessageInfo::make(label, 0, 0, most_that_the_field_holds);
    user::send(partner.target, message);
    partner.progress = 1;
    stop();
}

void send_attached(Word) {
    Message message = Message::of(label, 5);
    message.attach(partner.attached);
    user::send(partner.target, message);
    partner.progress = 1;
    stop();
}

void call_once(Word) {
    partner.answer = user::call(partner.target, Message::of(label, 1, 2));
    partner.progress = 1;
    stop();
}

void is_cut(Scene& scene) {
    partner.target = scene.make(ObjectType::endpoint);
    partner.reply = scene.make(ObjectType::notification);
    const Capability reply = scene.make(ObjectType::reply);
    start_partner(scene, send_too_much);
    const Message message = user::receive(partner.target, reply);
    scene.expect_equal(message.label(), label, "the label");
    scene.expect_equal(message.length(), api::message_maximum_length, "the words that arrive");
    for (Word i = 0; i < message.length(); ++i) {
        scene.expect_equal(message[i], 1000 + i, "a word");
    }
    scene.expect_equal(partner.progress, 1, "the sender goes on");
}

/// Receives what the partner sends with `attached`, into a slot of the check.
Message receive_attached(Scene& scene, Capability endpoint, CapabilityRights rights, Capability into) {
    partner.target = scene.mint(endpoint, badge, rights);
    partner.reply = scene.make(ObjectType::notification);
    const Capability reply = scene.make(ObjectType::reply);
    start_partner(scene, send_attached);
    user::set_receive_slot(scene.cnode(), into.address, whole_word);
    const Message message = user::receive(endpoint, reply);
    user::set_receive_slot({}, 0, 0);
    scene.expect_equal(message.badge, badge, "the sender's badge");
    scene.expect_equal(message[0], 5, "the word");
    scene.expect_equal(partner.progress, 1, "the sender goes on");
    return message;
}

void carries_capability(Scene& scene) {
    partner.attached = scene.make(ObjectType::notification);
    const Capability into = scene.slot();
    const Message message =
        receive_attached(scene, scene.make(ObjectType::endpoint), CapabilityRights::all(), into);
    scene.expect_equal(message.capabilities(), 1, "capabilities");
    scene.expect_equal(message.info.capabilities_unwrapped(), 0, "none is unwrapped");
    user::signal(into);
    scene.expect_equal(user::debug_capability_identify(into),
                       user::debug_capability_identify(partner.attached), "the kind in the receive slot");
}

void grants_nothing(Scene& scene) {
    partner.attached = scene.make(ObjectType::notification);
    const Capability into = scene.slot();
    const Message message =
        receive_attached(scene, scene.make(ObjectType::endpoint), CapabilityRights::write(), into);
    scene.expect_equal(message.capabilities(), 0, "capabilities");
    scene.expect(scene.is_empty(into), "the receive slot stays empty");
}

void unwraps(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    partner.attached = scene.mint(endpoint, 0x99);
    const Capability into = scene.slot();
    const Message message = receive_attached(scene, endpoint, CapabilityRights::all(), into);
    scene.expect_equal(message.capabilities(), 1, "capabilities");
    scene.expect(message.unwrapped(0), "it arrives as its badge");
    scene.expect_equal(message.unwrapped_badge(0), 0x99, "the badge");
    scene.expect(scene.is_empty(into), "the receive slot stays empty");
}

void no_room(Scene& scene) {
    partner.attached = scene.make(ObjectType::notification);
    const Capability occupied = scene.make(ObjectType::endpoint);
    const Message message =
        receive_attached(scene, scene.make(ObjectType::endpoint), CapabilityRights::all(), occupied);
    scene.expect_equal(message.capabilities(), 0, "capabilities");
}

void sends_into_nothing(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability reply = scene.make(ObjectType::reply);
    user::non_blocking_send(endpoint, Message::of(label, 1));
    const Message message = user::non_blocking_receive(endpoint, reply);
    scene.expect_equal(message.badge, 0, "nothing was left behind");
    // Without the right to send, too, nothing happens, and the sender goes on.
    user::non_blocking_send(scene.copy(endpoint, CapabilityRights::read()), Message::of(label, 1));
}

/// A Call, answered; whether the caller went on.
Word call_and_answer(Scene& scene, CapabilityRights rights) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    partner.target = scene.mint(endpoint, badge, rights);
    partner.reply = scene.make(ObjectType::notification);
    const Capability reply = scene.make(ObjectType::reply);
    start_partner(scene, call_once);
    const Message message = user::receive(endpoint, reply);
    scene.expect_equal(message.length(), 2, "words of the call");
    scene.expect_equal(message.badge, badge, "badge of the call");
    scene.expect_equal(partner.progress, 0, "the caller waits");
    user::reply_to(reply, Message::of(9, 10, 11, 12));
    return partner.progress;
}

void answers(Scene& scene) {
    for (const CapabilityRights rights : {CapabilityRights::write() | CapabilityRights::grant(),
                                          CapabilityRights::write() | CapabilityRights::grant_reply()}) {
        scene.expect_equal(call_and_answer(scene, rights), 1, "the caller goes on");
        scene.expect_equal(partner.answer.label(), 9, "the label of the answer");
        scene.expect_equal(partner.answer.length(), 3, "the words of the answer");
        scene.expect_equal(partner.answer[2], 12, "the last word");
    }
}

void cannot_be_answered(Scene& scene) {
    scene.expect_equal(call_and_answer(scene, CapabilityRights::write()), 0, "the caller stays stopped");
}

void answers_and_receives(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    partner.target = endpoint;
    partner.reply = scene.make(ObjectType::notification);
    const Capability reply = scene.make(ObjectType::reply);
    start_partner(scene, call_once);
    user::receive(endpoint, reply);
    // So that the call that receives has something to receive.
    const Capability bound = scene.make(ObjectType::notification);
    scene.succeed(scene.own_thread(), api::thread::BindNotification{bound});
    user::signal(scene.mint(bound, badge));
    const Message next = user::reply_receive(endpoint, reply, Message::of(4));
    scene.expect_equal(partner.progress, 1, "the caller goes on");
    scene.expect_equal(partner.answer.label(), 4, "the label of the answer");
    scene.expect_equal(next.badge, badge, "what was received");
    scene.succeed(scene.own_thread(), api::thread::UnbindNotification{});
}

void bound_notification(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability reply = scene.make(ObjectType::reply);
    const Capability bound = scene.make(ObjectType::notification);
    scene.succeed(scene.own_thread(), api::thread::BindNotification{bound});
    user::signal(scene.mint(bound, 1));
    user::signal(scene.mint(bound, 4));
    const Message message = user::receive(endpoint, reply);
    scene.expect_equal(message.badge, 5, "the badges of both signals");
    scene.expect_equal(user::non_blocking_receive(endpoint, reply).badge, 0, "they are taken");
    scene.succeed(scene.own_thread(), api::thread::UnbindNotification{});
    user::signal(scene.mint(bound, 2));
    scene.expect_equal(user::non_blocking_receive(endpoint, reply).badge, 0, "once it is unbound");
    scene.expect_equal(user::poll(bound), 2, "the notification has it itself");
}

void sends_and_receives(Scene& scene) {
    const Capability first = scene.make(ObjectType::notification);
    const Capability second = scene.make(ObjectType::notification);
    const Capability reply = scene.make(ObjectType::reply);
    user::signal(scene.mint(second, 3));
    scene.expect_equal(user::send_receive(scene.mint(first, 6), {}, second, reply).badge, 3, "NBSendRecv");
    scene.expect_equal(user::poll(first), 6, "what NBSendRecv sent");
    user::signal(scene.mint(second, 8));
    scene.expect_equal(user::send_wait(scene.mint(first, 9), {}, second).badge, 8, "NBSendWait");
    scene.expect_equal(user::poll(first), 9, "what NBSendWait sent");
}

constexpr std::array checks{
    holds("Send", "A message longer than 120 words is cut there; label and words arrive.", is_cut),
    holds("Send", "A capability goes along into the receive slot, if the sender's has the right to grant.",
          carries_capability),
    holds("Send", "Without the right to grant no capability goes along, and the words do.", grants_nothing),
    holds("Send", "A capability of the very endpoint arrives as its badge and takes no slot.", unwraps),
    holds("Send", "Without an empty receive slot the capability is left out, and the words arrive.", no_room),
    holds("NBSend", "Where nobody waits, or without the right to send, nothing happens.", sends_into_nothing),
    holds("Call", "With the right to grant or to grant a reply the answer arrives, and the caller goes on.",
          answers),
    holds("Call", "Without either right the caller is stopped: nobody can answer it.", cannot_be_answered),
    holds("ReplyRecv", "It answers the caller, then receives.", answers_and_receives),
    holds("Recv", "On an endpoint it takes what the bound notification holds.", bound_notification),
    holds("NBSendRecv", "It and NBSendWait signal one object and receive from another.", sends_and_receives),
};

} // namespace

std::span<const Check> message_checks() { return checks; }

} // namespace nacre::conformance
