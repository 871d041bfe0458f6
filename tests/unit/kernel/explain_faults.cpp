// SPDX-License-Identifier: MIT
// --explain: faults, with what the kernel found where the thread reached.
#include "explained.hpp"

#include <core/entry/fault_delivery.hpp>

namespace nacre::test {
namespace {

using kernel::Fault;

struct ExplainFaults : Explained {
    Cap endpoint = world.make_endpoint();
    Cap notification = world.make_notification();
    Actor handler = world.make_thread({.priority = 90});
    Actor thread = world.make_thread({.priority = 50, .fault_handler = endpoint});
    Cap empty = world.free_slot();

    ExplainFaults() {
        world.receive(handler, endpoint);
        world.let_others_run();
        world.console().clear();
    }
    /// The faulter stops for good, and another one takes its place.
    void go_on() {
        world.receive(handler, endpoint);
        thread = world.make_thread({.priority = 50, .fault_handler = endpoint});
        world.let_others_run();
        world.console().clear();
    }
    void memory_fault(const Fault& fault, const std::string& text) {
        world.fault(thread, fault);
        expect_line("memory fault: " + text + "; its handler is told");
        go_on();
    }
};

TEST_F(ExplainFaults, Memory) {
    const Word outside = kernel::arch::Machine::user_top.value;
    memory_fault(Fault::memory(0x2000, 0, false), "a read from address 0x2000: no page is mapped there, and "
                                                  "no page table for one (fake status, status 0x0)");
    memory_fault(
        Fault::memory(outside, kernel::arch::fake_write_status, false), "a write to address " + [&] {
            char text[32];
            std::snprintf(text, sizeof(text), "%#llx", static_cast<unsigned long long>(outside));
            return std::string{text};
        }() + ": the address lies outside user space (fake status, status 0x1)");
    memory_fault(Fault::memory(World::program_start, 0, true),
                 "execution at address 0x400000: a page is mapped there, which the thread may read, not "
                 "write, "
                 "execute (fake status, status 0x0)");
}

TEST_F(ExplainFaults, PagesThatAllowLess) {
    const Cap frame = world.make(api::architecture::ObjectType::small_frame);
    constexpr Word beside = World::program_start + 0x4'0000;
    constexpr auto attributes = api::architecture::MappingAttributes::normal_data();
    const std::string there = "a read from address 0x440000: ";
    memory_fault(Fault::memory(beside, 0, false),
                 there + "no page is mapped there (fake status, status 0x0)");
    world.must(frame, api::frame::Map{{World::vspace_cap}, beside, CapabilityRights::read(), attributes});
    world.let_others_run();
    world.console().clear();
    memory_fault(Fault::memory(beside, 0, false),
                 there + "a page is mapped there, which the thread may read, not write, not execute (fake "
                         "status, status 0x0)");
}

TEST_F(ExplainFaults, NoAddressSpace) {
    kernel::Capability& space = thread.thread->slot(kernel::ThreadSlot::address_space).capability;
    const kernel::Capability held = space;
    world.checks = false;
    space = {};
    world.fault(thread, Fault::memory(0x2000, 0, false));
    expect_line("a read from address 0x2000: the thread has no address space (fake status, status 0x0)");
    space = held;
}

TEST_F(ExplainFaults, ExceptionsAndUnknownCalls) {
    world.fault(thread, Fault::user_exception(3, 4));
    expect_line("user exception: fake exception (number 0x3, code 0x4); its handler is told");
    go_on();
    world.perform(thread, static_cast<SystemCall>(1234));
    expect_line("unknown system call: the kernel has no call 1234; its handler is told");
    go_on();
    thread.thread->maximum_controlled_priority = 254;
    world.perform(thread, SystemCall::debug_halt);
    expect_line(
        "unknown system call: DebugHalt needs a maximum controlled priority of 255; its handler is told");
}

TEST_F(ExplainFaults, TimeoutsAndNoHandler) {
    Actor timed = world.make_thread(
        {.priority = 60, .budget = 1000, .period = 10'000, .badge = 7, .timeout_handler = endpoint});
    world.let_others_run();
    world.console().clear();
    ASSERT_TRUE(world.runs(timed));
    world.pass_microseconds(1001);
    expect_line("timeout: the budget of its scheduling context is used up (badge 0x7); its handler is told");
    Actor lonely = world.make_thread({.priority = 95});
    world.let_others_run();
    world.console().clear();
    ASSERT_TRUE(world.runs(lonely));
    world.fault(lonely, Fault::user_exception(3, 4));
    EXPECT_NE(world.console().find("; it has no handler"), std::string::npos) << world.console();
    EXPECT_NE(world.console().find("kernel: thread"), std::string::npos) << world.console();
}

TEST_F(ExplainFaults, Sends) {
    const Cap far = Word{1} << (word_bits - 1);
    world.send(thread, far);
    expect_line("capability fault: a send to capability ");
    go_on();
    world.poll_send(thread, far);
    expect_line("the CNode's guard 0x0 of " + std::to_string(word_bits - api::root_cnode_slots_bits) +
                " bits); the message is dropped");
    world.send(thread, endpoint, {.capabilities = {far}});
    expect_line("capability fault: a send along with capability ");
}

TEST_F(ExplainFaults, ReceivesFromNothingUseful) {
    const Cap far = Word{1} << (word_bits - 1);
    const auto receive_fails = [&](Cap cap, const std::string& text) {
        world.receive(thread, cap);
        expect_line("capability fault: a receive from capability " + text);
        go_on();
    };
    receive_fails(
        empty, "0x" + [&] {
            char t[20];
            std::snprintf(t, sizeof(t), "%llx", static_cast<unsigned long long>(empty));
            return std::string{t};
        }() + ": the slot is empty; its handler is told");
    world.receive(thread, far);
    expect_line(": the address leads to no slot (");
    go_on();
    for (const auto& [cap, text] : std::vector<std::pair<Cap, std::string>>{
             {world.copy(endpoint, CapabilityRights::write()),
              "the endpoint's capability lacks the right to receive"},
             {world.copy(notification, CapabilityRights::write()),
              "the notification's capability lacks the right to receive"},
             {node, "what is there is no endpoint and no notification, but: cnode"}}) {
        world.let_others_run();
        world.console().clear();
        world.receive(thread, cap);
        expect_line(": " + text + "; its handler is told");
        go_on();
    }
    world.must(handler.thread_cap, api::thread::BindNotification{{notification}});
    world.let_others_run();
    world.console().clear();
    world.receive(thread, notification);
    expect_line(": the notification is bound to another thread");
}

TEST_F(ExplainFaults, ReplyObjects) {
    const Cap other = world.make_endpoint();
    world.let_others_run();
    world.console().clear();
    world.perform(thread, SystemCall::receive, {other, empty});
    expect_line("capability fault: a receive with the reply object in capability ");
    go_on();
    world.perform(thread, SystemCall::receive, {other, other});
    expect_line("what is there is no reply object, but: endpoint");
    go_on();
    world.perform(thread, SystemCall::receive, {other, Word{1} << (word_bits - 1)});
    expect_line("the address leads to no slot");
}

TEST_F(ExplainFaults, SilentUnlessAsked) {
    world.kernel().explains = false;
    world.fault(thread, Fault::memory(0x2000, 0, false));
    go_on();
    world.receive(thread, empty);
    EXPECT_EQ(world.console(), "");
}

} // namespace
} // namespace nacre::test
