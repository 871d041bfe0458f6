// SPDX-License-Identifier: MIT
// Capability faults: each half of a system call, each way in which a look-up fails, and bad reply objects.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/victim.hpp>
#include <conformance/machine.hpp>

#include <api/cnode_data.hpp>
#include <runtime/ipc_buffer.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::FaultType;
using api::LookupFailure;
using api::ObjectType;
using user::Message;
using Layout = api::CapabilityFaultMessage;

constexpr Word mark = 0x40;
/// Bits above the root CNode's own: its guard is zero there.
constexpr Word beyond_guard = power_of_two(word_bits - 4);

/// How the victim enters the kernel; `target` and `second_target` say with what.
using Entry = void (*)(Word);
void call_target(Word) {
    user::call(victim.target, Message::of(3, 4));
    stop_victim();
}
void send_to_target(Word) {
    user::send(victim.target, Message::of(3, 4));
    stop_victim();
}
void send_at_once(Word) {
    user::non_blocking_send(victim.target, Message::of(3, 4));
    stop_victim();
}
void receive_from_target(Word) {
    user::receive(victim.target, victim.second_target);
    stop_victim();
}
void receive_at_once(Word) {
    user::non_blocking_receive(victim.target, victim.second_target);
    stop_victim();
}
void wait_for_target(Word) {
    user::wait(victim.target);
    stop_victim();
}
void poll_target(Word) {
    user::poll(victim.target);
    stop_victim();
}
/// Sends to what a reply object's place holds, then receives from the target.
void reply_and_receive(Word) {
    user::reply_receive(victim.target, victim.second_target, Message::of(3, 4));
    stop_victim();
}
Capability first_half{};
void send_then_receive(Word) {
    user::send_receive(first_half, Message::of(3, 4), victim.target, victim.second_target);
    stop_victim();
}
void send_then_wait(Word) {
    user::send_wait(first_half, Message::of(3, 4), victim.target);
    stop_victim();
}
void send_with_attached(Word) {
    Message message = Message::of(3, 4);
    message.attach(victim.second_target);
    user::send(victim.target, message);
    stop_victim();
}

/// seL4 15.0.0 says invalid_root with MCS whatever failed, and no words behind it.
bool tells_why(const Scene& scene) { return scene.is_nacre(); }

void expect_told(Scene& scene, const Handler& handler, Capability address, bool receiving,
                 LookupFailure failure, std::array<Word, 3> words = {}) {
    const LookupFailure told = tells_why(scene) ? failure : LookupFailure::invalid_root;
    const Message message = receive_fault(scene, handler, FaultType::capability_fault, Layout::length(told));
    const std::array<Word, 7> found{message[0], message[1], message[2], message[3],
                                    message[4], message[5], message[6]};
    scene.expect(machine::is_system_call(found[Layout::instruction_pointer]), "the instruction is named");
    scene.expect_equal(found[Layout::address], address.address, "the address");
    scene.expect_equal(found[Layout::in_receive_phase], receiving ? 1 : 0, "the half of the call");
    scene.expect_equal(found[Layout::lookup_failure], static_cast<Word>(told), "the kind of look-up failure");
    for (std::size_t i = 0; tells_why(scene) && i < words.size(); ++i) {
        scene.expect_equal(found[Layout::bits_left + i], words[i], "a word of the look-up failure");
    }
    scene.expect_equal(victim.progress, 0, "the thread stops");
}

constexpr std::array<Word, 3> guard_words{word_bits, 0, word_bits - api::root_cnode_slots_bits};

void guard_mismatch_in(Scene& scene, std::initializer_list<Entry> entries, bool receiving) {
    victim.target = {beyond_guard};
    victim.second_target = scene.make(ObjectType::reply);
    for (const Entry entry : entries) {
        const Handler handler = start_victim(scene, entry);
        expect_told(scene, handler, victim.target, receiving, LookupFailure::guard_mismatch, guard_words);
    }
}
void guard_mismatch_in_send(Scene& scene) { guard_mismatch_in(scene, {call_target, send_to_target}, false); }
void guard_mismatch_in_receive(Scene& scene) {
    first_half = {};
    guard_mismatch_in(scene,
                      {receive_from_target, receive_at_once, wait_for_target, poll_target, reply_and_receive,
                       send_then_receive, send_then_wait},
                      true);
}
void at_once_is_dropped(Scene& scene) {
    victim.target = {beyond_guard};
    const Handler handler = start_victim(scene, send_at_once);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    expect_no_fault(scene, handler);
}

/// Gives the victim, which has not run yet, another root.
void set_root(Scene& scene, const Handler& handler, Capability root) {
    scene.succeed(handler.thread.control,
                  api::thread::SetSpace{.fault_endpoint = scene.mint(handler.endpoint, fault_badge),
                                        .cspace_root = root,
                                        .cspace_root_data = 0,
                                        .vspace_root = scene.vspace(),
                                        .vspace_root_data = 0});
}

void depth_mismatch(Scene& scene) {
    constexpr Word small = 4;
    const Capability outer = scene.make(ObjectType::cnode, small);
    // Its guard and its index together take all bits of a word: four more than are left.
    scene.succeed(outer,
                  api::cnode::Mint{0, small, scene.cnode(), scene.make(ObjectType::cnode, small).address,
                                   whole_word, CapabilityRights::all(),
                                   api::CNodeData::make(0, word_bits - small).bits});
    victim.target = {0}; // which agrees with the guard
    for (const bool receiving : {false, true}) {
        const Handler handler = start_victim(scene, receiving ? wait_for_target : send_to_target, false);
        set_root(scene, handler, outer);
        scene.succeed(handler.thread.control, api::thread::Resume{});
        expect_told(scene, handler, victim.target, receiving, LookupFailure::depth_mismatch,
                    {word_bits - small, word_bits});
    }
}

void invalid_root(Scene& scene) {
    victim.target = {5};
    for (const bool receiving : {false, true}) {
        const Capability root = scene.make(ObjectType::cnode, 4);
        const Handler handler = start_victim(scene, receiving ? wait_for_target : send_to_target, false);
        set_root(scene, handler, root);
        scene.succeed(scene.cnode(), api::cnode::Revoke{root.address, whole_word});
        scene.succeed(handler.thread.control, api::thread::Resume{});
        expect_told(scene, handler, victim.target, receiving, LookupFailure::invalid_root);
    }
}

void wrong_kind(Scene& scene) {
    victim.second_target = scene.make(ObjectType::reply);
    const Capability bound = scene.make(ObjectType::notification);
    scene.succeed(scene.own_thread(), api::thread::BindNotification{bound});
    for (const Capability target :
         {scene.slot(), scene.cnode(),
          scene.copy(scene.make(ObjectType::endpoint), CapabilityRights::write()),
          scene.copy(scene.make(ObjectType::notification), CapabilityRights::write()), bound}) {
        victim.target = target;
        for (const Entry entry : {receive_from_target, receive_at_once, wait_for_target, poll_target}) {
            const Handler handler = start_victim(scene, entry);
            expect_told(scene, handler, target, true, LookupFailure::missing_capability);
        }
    }
    scene.succeed(scene.own_thread(), api::thread::UnbindNotification{});
}

void attached_leads_nowhere(Scene& scene) {
    victim.target = scene.make(ObjectType::endpoint);
    victim.second_target = {beyond_guard};
    const Handler handler = start_victim(scene, send_with_attached);
    expect_told(scene, handler, victim.second_target, false, LookupFailure::guard_mismatch, guard_words);
}

void fault_is_mended(Scene& scene) {
    const Capability endpoint = scene.make(ObjectType::endpoint);
    victim.target = scene.slot();
    const Handler handler = start_victim(scene, wait_for_target);
    expect_told(scene, handler, victim.target, true, LookupFailure::missing_capability);
    scene.succeed(scene.cnode(), api::cnode::Copy{victim.target.address, whole_word, scene.cnode(),
                                                  endpoint.address, whole_word, CapabilityRights::all()});
    // Whatever the answer holds.
    user::reply_to(handler.reply, Message::of(5, 6, 7));
    user::send(endpoint, Message::of(1));
    scene.expect_equal(victim.progress, 1, "the call was made again");
}

// Reply objects.

void reply_leads_nowhere(Scene& scene) {
    victim.target = scene.make(ObjectType::endpoint);
    victim.second_target = {beyond_guard};
    first_half = {};
    for (const Entry entry : {receive_from_target, receive_at_once, reply_and_receive, send_then_receive}) {
        const Handler handler = start_victim(scene, entry);
        expect_told(scene, handler, victim.second_target, true, LookupFailure::guard_mismatch, guard_words);
    }
}

void reply_is_none(Scene& scene) {
    victim.target = scene.make(ObjectType::endpoint);
    first_half = {};
    for (const Capability reply : {scene.slot(), scene.make(ObjectType::notification), scene.cnode()}) {
        victim.second_target = reply;
        for (const Entry entry : {receive_from_target, receive_at_once, send_then_receive}) {
            const Handler handler = start_victim(scene, entry);
            // The kind of look-up failure has no meaning here: the look-up succeeded.
            const Message message = user::non_blocking_receive(handler.endpoint, handler.reply);
            scene.expect_equal(message.label(), static_cast<Word>(FaultType::capability_fault), "the kind");
            scene.expect_equal(message[Layout::address], reply.address, "the address");
            scene.expect_equal(message[Layout::in_receive_phase], 1, "the half of the call");
            scene.expect_equal(victim.progress, 0, "the thread stops");
        }
    }
}

void reply_is_not_looked_at(Scene& scene) {
    victim.target = scene.make(ObjectType::notification);
    victim.second_target = {beyond_guard};
    user::signal(scene.mint(victim.target, mark));
    const Handler handler = start_victim(scene, receive_from_target);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    expect_no_fault(scene, handler);
}

void first_half_repeats(Scene& scene) {
    const Capability signalled = scene.make(ObjectType::notification);
    victim.target = scene.make(ObjectType::endpoint);
    victim.second_target = scene.slot();
    first_half = scene.mint(signalled, mark);
    const Handler handler = start_victim(scene, send_then_receive);
    scene.expect_equal(user::poll(signalled), mark, "the first half sent");
    scene.expect_equal(user::non_blocking_receive(handler.endpoint, handler.reply).label(),
                       static_cast<Word>(FaultType::capability_fault), "the second half faulted");
    const Capability reply = scene.make(ObjectType::reply);
    scene.succeed(scene.cnode(), api::cnode::Move{victim.second_target.address, whole_word, scene.cnode(),
                                                  reply.address, whole_word});
    user::reply_to(handler.reply, {});
    scene.expect_equal(user::poll(signalled), mark, "the first half sent again");
    user::send(victim.target, {});
    scene.expect_equal(victim.progress, 1, "the second half received");
}

void wait_needs_no_reply(Scene& scene) {
    const Capability signalled = scene.make(ObjectType::notification);
    victim.target = scene.make(ObjectType::endpoint);
    first_half = scene.mint(signalled, mark);
    start_victim(scene, send_then_wait);
    scene.expect_equal(user::poll(signalled), mark, "the first half sent");
    user::send(victim.target, {});
    scene.expect_equal(victim.progress, 1, "the second half received");
    // Where the first half leads nowhere, the second is done all the same.
    first_half = {beyond_guard};
    const Handler handler = start_victim(scene, send_then_wait);
    expect_no_fault(scene, handler);
    user::send(victim.target, {});
    scene.expect_equal(victim.progress, 1, "the second half received");
}

constexpr std::array checks{
    holds("Fault", "A send through a wrong guard tells address, bits left, and the guard.",
          guard_mismatch_in_send),
    holds("Fault", "A receive through a wrong guard tells so in each call that receives.",
          guard_mismatch_in_receive),
    holds("NBSend", "An address that leads nowhere is dropped without a fault.", at_once_is_dropped),
    holds("Fault", "A CNode that takes more bits than are left is told with both numbers.", depth_mismatch),
    holds("Fault", "A thread without a root CNode is told so.", invalid_root),
    holds("Fault", "Receiving from what cannot be received from tells of a missing capability.", wrong_kind),
    holds("Fault", "A capability to send along that leads nowhere is a fault in the sending half.",
          attached_leads_nowhere),
    holds("Fault", "An answer of any kind to a capability fault makes the call again.", fault_is_mended),
    holds("Recv", "A reply object that leads nowhere is a fault in the receiving half.", reply_leads_nowhere),
    holds("Recv", "What is no reply object is a fault in the receiving half.", reply_is_none),
    holds("Recv", "On a notification the reply object is not looked at.", reply_is_not_looked_at),
    holds("NBSendRecv", "When its second half faults, the answer repeats both.", first_half_repeats),
    holds("NBSendWait", "It needs no reply object, and waits even where it cannot send.",
          wait_needs_no_reply),
};

} // namespace

std::span<const Check> capability_fault_checks() { return checks; }

} // namespace nacre::conformance
