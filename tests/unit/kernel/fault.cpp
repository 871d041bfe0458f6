// SPDX-License-Identifier: MIT
// Faults: the message that a handler gets, and what its reply does.
#include <api/fault.hpp>
#include <core/entry/doors.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;
using arch::Registers;

struct Handled {
    World world;
    Cap endpoint = world.make_endpoint();
    Cap badged = world.mint(endpoint, 21);
    Actor handler = world.make_thread({.priority = 90});
    Actor thread = world.make_thread({.priority = 50, .fault_handler = badged});

    Handled() {
        world.receive(handler, endpoint);
        world.let_others_run();
    }
    Registers& registers() { return thread.thread->registers; }
};

TEST(Fault, MemoryFaults) {
    Handled handled;
    handled.registers().set_program_counter(0x1234);
    handled.world.fault(handled.thread, Fault::memory(0xdead000, 0x92000007, true));
    ASSERT_TRUE(handled.world.runs(handled.handler));
    const Received got = handled.world.received(handled.handler);
    EXPECT_EQ(got.badge, 21U);
    EXPECT_EQ(got.label, static_cast<Word>(api::FaultType::vm_fault));
    EXPECT_EQ(got.words, (std::vector<Word>{0x1234, 0xdead000, 1, 0x92000007}));
    EXPECT_EQ(handled.thread.thread->state, ThreadState::blocked_on_reply);
    // Any reply makes it try again.
    handled.world.reply_receive(handled.handler, handled.endpoint, {.label = 99});
    EXPECT_TRUE(handled.world.runs(handled.thread));
    EXPECT_EQ(handled.registers().program_counter(), 0x1234U);
}

TEST(Fault, UnknownSystemCalls) {
    Handled handled;
    World& world = handled.world;
    for (unsigned index = 0; index < 8; index++) {
        handled.registers().write(static_cast<Registers::Name>(unsigned{3} + index), 100 + index);
    }
    handled.registers().set_stack_pointer(0x5000);
    world.perform(handled.thread, static_cast<SystemCall>(1234),
                  {.capability = 100, .reply = 106, .destination = 0});
    ASSERT_TRUE(world.runs(handled.handler));
    const Received got = world.received(handled.handler);
    EXPECT_EQ(got.label, static_cast<Word>(api::FaultType::unknown_system_call));
    ASSERT_EQ(got.words.size(), 13U);
    EXPECT_EQ(got.words[1], 101U);
    EXPECT_EQ(got.words[8], World::call_site);
    EXPECT_EQ(got.words[9], 0x5000U);
    EXPECT_EQ(got.words[10], World::call_site + Registers::instruction_size);
    EXPECT_EQ(got.words[12], 1234U);
    // The reply sets registers, and label 0 makes the thread go on where they say.
    Message reply{.label = 0, .words = got.words};
    reply.words.pop_back();
    reply.words[3] = 333;
    reply.words[8] = 0x7000;
    reply.words[10] = 0x9000; // changes nothing
    const Word link = handled.registers().read(Registers::Name::x30);
    world.reply_receive(handled.handler, handled.endpoint, reply);
    ASSERT_TRUE(world.runs(handled.thread));
    EXPECT_EQ(handled.registers().program_counter(), 0x7000U);
    EXPECT_EQ(handled.registers().read(Registers::Name::x3), 333U);
    EXPECT_EQ(handled.registers().read(Registers::Name::x30), link);
}

TEST(Fault, AReplyWithAnotherLabelLeavesItStopped) {
    Handled handled;
    handled.world.fault(handled.thread, Fault::user_exception(3, 4));
    const Received got = handled.world.received(handled.handler);
    EXPECT_EQ(got.label, static_cast<Word>(api::FaultType::user_exception));
    EXPECT_EQ(got.words.size(), 5U);
    EXPECT_EQ(got.words[3], 3U);
    EXPECT_EQ(got.words[4], 4U);
    handled.world.reply_receive(handled.handler, handled.endpoint, {.label = 1});
    EXPECT_EQ(handled.thread.thread->state, ThreadState::inactive);
}

TEST(Fault, RepliesCannotRaisePrivilege) {
    Handled handled;
    handled.world.fault(handled.thread, Fault::user_exception(3, 4));
    handled.world.reply_receive(handled.handler, handled.endpoint,
                                {.label = 0, .words = {World::program_start, 0, ~Word{0}}});
    EXPECT_EQ(handled.registers().read(Registers::Name::spsr), 0xf000'0000 | Registers::kernel_state);
}

TEST(Fault, WithoutAHandlerTheThreadStopsWithASentence) {
    World world;
    Actor thread = world.make_thread();
    world.let_others_run();
    world.fault(thread, Fault::memory(0xdead000, 7, false));
    EXPECT_EQ(thread.thread->state, ThreadState::inactive);
    EXPECT_NE(world.console().find("no fault handler"), std::string::npos);
}

TEST(Fault, TheHandlerNeedsTheRightToAnswer) {
    World world;
    Actor thread = world.make_thread();
    const Cap endpoint = world.make_endpoint();
    const Cap no_answer = world.copy(endpoint, CapabilityRights::read_write());
    const Cap no_send = world.copy(endpoint, CapabilityRights::read() | CapabilityRights::grant_reply());
    for (const Cap cap : {no_answer, no_send, World::thread_cap}) {
        EXPECT_EQ(world.invoke(thread.thread_cap, api::thread::SetTimeoutEndpoint{{cap}}).error(),
                  Error::invalid_capability);
    }
    world.must(thread.thread_cap, api::thread::SetTimeoutEndpoint{{endpoint}});
    world.must(thread.thread_cap, api::thread::SetTimeoutEndpoint{{nothing}});
    EXPECT_TRUE(thread.thread->slot(ThreadSlot::timeout_handler).empty());
}

TEST(Fault, ATimeoutWithoutContextTellsTheBadgeOnly) {
    World world;
    const Cap endpoint = world.make_endpoint();
    Actor handler = world.make_thread({.priority = 40});
    Actor busy = world.make_thread(
        {.priority = 60, .budget = 2000, .period = 10'000, .badge = 55, .timeout_handler = endpoint});
    world.let_others_run();
    world.pass_microseconds(2000);
    ASSERT_EQ(busy.thread->state, ThreadState::blocked_on_send);
    world.must(busy.context_cap, api::scheduling_context::Unbind{});
    world.let_others_run();
    world.receive(handler, endpoint);
    const Received fault = world.received(handler);
    EXPECT_EQ(fault.label, static_cast<Word>(api::FaultType::timeout));
    EXPECT_EQ(fault.words, std::vector<Word>{55});
}

TEST(Fpu, EachThreadKeepsItsRegisters) {
    World world;
    Actor one = world.make_thread({.priority = 60});
    Actor two = world.make_thread({.priority = 50});
    const Cap bell = world.make_notification();
    world.let_others_run();
    world.use_fpu(one, 111);
    world.wait(one, bell);
    ASSERT_TRUE(world.runs(two));
    EXPECT_FALSE(arch::fake_machine().fpu_enabled);
    world.use_fpu(two, 222);
    world.signal(two, bell);
    ASSERT_TRUE(world.runs(one));
    EXPECT_FALSE(arch::fake_machine().fpu_enabled);
    entry::fpu_access(world.processor(), {});
    EXPECT_EQ(arch::fake_machine().fpu.value, 111U);
    EXPECT_EQ(two.thread->fpu.value, 222U);
    world.remove(one.thread_cap);
    EXPECT_EQ(world.processor().fpu_owner, nullptr);
}

TEST(Fpu, AForbiddenUseIsAFault) {
    Handled handled;
    World& world = handled.world;
    const Received flags =
        world.must(handled.thread.thread_cap, api::thread::SetFlags{0, api::thread::flag::fpu_disabled});
    EXPECT_EQ(flags.words, std::vector<Word>{api::thread::flag::fpu_disabled});
    world.let_others_run();
    world.use_fpu(handled.thread, 5);
    EXPECT_TRUE(world.runs(handled.handler));
    EXPECT_EQ(world.received(handled.handler).label, static_cast<Word>(api::FaultType::user_exception));
    EXPECT_EQ(world.must(handled.thread.thread_cap, api::thread::SetFlags{~Word{0}, 0}).words,
              std::vector<Word>{0});
}

} // namespace
} // namespace nacre::test
