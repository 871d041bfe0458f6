// SPDX-License-Identifier: MIT
// Faults: the messages that tell of them, and what their answers do.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/checks/victim.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::FaultType;
using api::ObjectType;
using user::Message;
using Memory = api::architecture::VmFaultMessage;
using Capabilities = api::CapabilityFaultMessage;

constexpr Word nowhere = free_address + 0x40;

void write_nowhere(Word) {
    *reinterpret_cast<volatile Word*>(nowhere) = 5;
    stop_victim();
}
void run_nowhere(Word) {
    reinterpret_cast<void (*)()>(nowhere)();
    stop_victim();
}
void receive_from_target(Word) {
    user::receive(victim.target, {});
    stop_victim();
}
void call_target(Word) {
    user::call(victim.target, {});
    stop_victim();
}

void memory_fault(Scene& scene) {
    const Handler handler = start_victim(scene, write_nowhere);
    const Message message = receive_fault(scene, handler, FaultType::vm_fault, Memory::length);
    scene.expect_equal(message[Memory::address], nowhere, "the address");
    scene.expect_equal(message[Memory::is_instruction_fault], 0, "for data");
    // Mended and answered, the same instruction runs again.
    volatile Word* page = map_here(scene, scene.make(api::architecture::ObjectType::small_frame));
    user::reply_to(handler.reply, {});
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(page == nullptr ? 0 : page[(nowhere - free_address) / sizeof(Word)], 5,
                       "what it wrote");
}

void any_label_resumes(Scene& scene) {
    const Handler handler = start_victim(scene, write_nowhere);
    receive_fault(scene, handler, FaultType::vm_fault, Memory::length);
    map_here(scene, scene.make(api::architecture::ObjectType::small_frame));
    user::reply_to(handler.reply, Message::of(1));
    scene.expect_equal(victim.progress, 1, "the thread goes on");
}

void read_only_fault(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    // Of the rights asked for, those that the capability lacks are dropped.
    scene.succeed(frame, api::frame::Unmap{});
    scene.succeed(scene.copy(frame, CapabilityRights::read()), map_at(scene.vspace(), free_address));
    const Handler handler = start_victim(scene, write_nowhere);
    const Message message = receive_fault(scene, handler, FaultType::vm_fault, Memory::length);
    scene.expect_equal(message[Memory::address], nowhere, "the address");
}

void instruction_fault(Scene& scene) {
    const Handler handler = start_victim(scene, run_nowhere);
    const Message message = receive_fault(scene, handler, FaultType::vm_fault, Memory::length);
    scene.expect_equal(message[Memory::instruction_pointer], nowhere, "the instruction pointer");
    scene.expect_equal(message[Memory::address], nowhere, "the address");
    scene.expect_equal(message[Memory::is_instruction_fault], 1, "for an instruction");
}

void receive_without_right(Scene& scene) {
    victim.target = scene.copy(scene.make(ObjectType::endpoint), CapabilityRights::write());
    const Handler handler = start_victim(scene, receive_from_target);
    const Message message = user::receive(handler.endpoint, handler.reply);
    scene.expect_equal(message.label(), static_cast<Word>(FaultType::capability_fault), "the kind of fault");
    scene.expect_equal(message[Capabilities::address], victim.target.address, "the address");
    scene.expect_equal(message[Capabilities::in_receive_phase], 1, "in the receiving half");
}

void call_of_nothing(Scene& scene) {
    victim.target = scene.slot();
    const Handler handler = start_victim(scene, call_target);
    // An empty slot is answered with an error, not with a fault: the thread goes on.
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(user::non_blocking_receive(handler.endpoint, handler.reply).badge, 0, "no fault");
}

constexpr std::array checks{
    holds("Fault", "A memory fault tells address and kind; an answer of label 0 runs the instruction again.",
          memory_fault),
    holds("Fault", "A memory fault's answer may have any label.", any_label_resumes),
    holds("Fault", "Writing to what is mapped without the right to write is a memory fault.",
          read_only_fault),
    holds("Fault", "A fetch from nowhere is told as one for instructions.", instruction_fault),
    holds("Recv", "Receiving without the right to is a capability fault.", receive_without_right),
    holds("Call", "Calling what an empty slot holds is answered with an error, not with a fault.",
          call_of_nothing),
};

} // namespace

std::span<const Check> fault_checks() { return checks; }

} // namespace nacre::conformance
