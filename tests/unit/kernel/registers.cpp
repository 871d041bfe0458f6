// SPDX-License-Identifier: MIT
// Reading, writing and copying the registers of other threads; TLS; debug calls.
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <cstring>

namespace nacre::test {
namespace {

using namespace kernel;
using arch::Registers;

constexpr Word context_size = api::architecture::user_context_words;

std::vector<Word> numbers(Word from) {
    std::vector<Word> values;
    for (Word index = 0; index < context_size; index++) {
        values.push_back(from + index);
    }
    values[2] = 0; // processor state
    return values;
}

TEST(Registers, AreWrittenAndReadInOrder) {
    World world;
    Actor actor = world.make_thread({.starts = false});
    const std::vector<Word> values = numbers(1000);
    world.must(actor.thread_cap, api::thread::WriteRegisters{false, 0, context_size}, values);
    EXPECT_EQ(actor.thread->state, ThreadState::inactive);
    EXPECT_EQ(actor.thread->registers.program_counter(), 1000U);
    EXPECT_EQ(actor.thread->registers.stack_pointer(), 1001U);
    const Received got = world.must(actor.thread_cap, api::thread::ReadRegisters{false, 0, context_size});
    std::vector<Word> expected = values;
    expected[2] = Registers::kernel_state;
    EXPECT_EQ(got.words, expected);
    EXPECT_EQ(world.must(actor.thread_cap, api::thread::ReadRegisters{false, 0, 2}).words,
              (std::vector<Word>{1000, 1001}));
}

TEST(Registers, WritesAreChecked) {
    World world;
    Actor actor = world.make_thread();
    const Word two[] = {1, 2};
    EXPECT_EQ(world.invoke(actor.thread_cap, api::thread::WriteRegisters{false, 0, 3}, two).error(),
              Error::truncated_message);
    EXPECT_EQ(world.invoke(World::thread_cap, api::thread::WriteRegisters{false, 0, 2}, two).error(),
              Error::illegal_operation);
    EXPECT_EQ(world.invoke(World::thread_cap, api::thread::ReadRegisters{false, 0, 2}).error(),
              Error::illegal_operation);
    for (const Word count : {Word{0}, context_size + 1}) {
        const Received refused = world.invoke(actor.thread_cap, api::thread::ReadRegisters{false, 0, count});
        EXPECT_EQ(refused.error(), Error::range_error);
        EXPECT_EQ(refused.words, (std::vector<Word>{1, context_size}));
    }
}

TEST(Registers, ReadingMaySuspend) {
    World world;
    Actor actor = world.make_thread();
    world.must(actor.thread_cap, api::thread::ReadRegisters{true, 0, 1});
    EXPECT_EQ(actor.thread->state, ThreadState::inactive);
    world.must(actor.thread_cap, api::thread::Resume{});
    world.let_others_run();
    EXPECT_TRUE(world.runs(actor));
}

TEST(Registers, CopiesTakeTheHalvesAskedFor) {
    World world;
    Actor from = world.make_thread({.starts = false});
    Actor to = world.make_thread({.starts = false});
    world.must(from.thread_cap, api::thread::WriteRegisters{false, 0, context_size}, numbers(1000));
    world.must(to.thread_cap, api::thread::CopyRegisters{{from.thread_cap}, false, false, true, false, 0});
    EXPECT_EQ(to.thread->registers.program_counter(), 1000U);
    EXPECT_EQ(to.thread->registers.read(Registers::Name::x30),
              from.thread->registers.read(Registers::Name::x30));
    EXPECT_EQ(to.thread->registers.read(Registers::Name::x19), 0U);
    world.must(to.thread_cap, api::thread::CopyRegisters{{from.thread_cap}, false, true, false, true, 0});
    EXPECT_EQ(to.thread->registers.read(Registers::Name::x19),
              from.thread->registers.read(Registers::Name::x19));
    EXPECT_EQ(to.thread->state, ThreadState::restart);
    EXPECT_EQ(world
                  .invoke(to.thread_cap,
                          api::thread::CopyRegisters{{world.untyped_cap()}, false, true, false, true, 0})
                  .error(),
              Error::invalid_capability);
}

TEST(Registers, ASuspendedWaiterWaitsAgain) {
    World world;
    Actor actor = world.make_thread();
    const Cap endpoint = world.make_endpoint();
    world.receive(actor, endpoint);
    world.must(actor.thread_cap, api::thread::Suspend{});
    EXPECT_EQ(actor.thread->state, ThreadState::inactive);
    EXPECT_EQ(actor.thread->reply, nullptr);
    world.must(actor.thread_cap, api::thread::Resume{});
    world.let_others_run();
    EXPECT_EQ(actor.thread->state, ThreadState::blocked_on_receive);
}

TEST(Registers, TlsBase) {
    World world;
    Actor actor = world.make_thread();
    world.must(actor.thread_cap, api::thread::SetTlsBase{0x9000});
    EXPECT_EQ(actor.thread->registers.tls_base(), 0x9000U);
    world.let_others_run();
    world.perform(actor, SystemCall::set_tls_base, {.capability = 0x8000});
    EXPECT_EQ(actor.thread->registers.tls_base(), 0x8000U);
    EXPECT_TRUE(world.runs(actor));
}

TEST(Spaces, BuffersAreChecked) {
    World world;
    Actor actor = world.make_thread();
    const auto set = [&](Word at, Cap frame) {
        return world.invoke(actor.thread_cap, api::thread::SetIpcBuffer{at, {frame}}).error();
    };
    EXPECT_EQ(set(World::buffer_address + 8, actor.buffer_cap), Error::alignment_error);
    EXPECT_EQ(set(World::buffer_address, world.make_endpoint()), Error::illegal_operation);
    EXPECT_EQ(set(World::buffer_address + 2048, actor.buffer_cap), Error::no_error);
    auto* page = static_cast<std::byte*>(
        arch::Machine::pointer(world.slot(actor.buffer_cap).as<FrameView>().physical()));
    EXPECT_EQ(static_cast<void*>(actor.thread->ipc_buffer(true)), page + 2048);
    EXPECT_EQ(set(0, actor.buffer_cap), Error::no_error);
    EXPECT_EQ(actor.thread->ipc_buffer(true), nullptr);
    const Cap readable = world.copy(actor.buffer_cap, CapabilityRights::read());
    EXPECT_EQ(set(World::buffer_address, readable), Error::no_error);
    EXPECT_EQ(actor.thread->ipc_buffer(true), nullptr);
    EXPECT_NE(actor.thread->ipc_buffer(false), nullptr);
}

TEST(Spaces, RootsAreChecked) {
    World world;
    Actor actor = world.make_thread();
    const auto set = [&](Cap cspace, Cap vspace) {
        return world.invoke(actor.thread_cap, api::thread::SetSpace{{nothing}, {cspace}, 0, {vspace}, 0})
            .error();
    };
    EXPECT_EQ(set(actor.buffer_cap, World::vspace_cap), Error::illegal_operation);
    EXPECT_EQ(set(World::cnode_cap, World::cnode_cap), Error::illegal_operation);
    EXPECT_EQ(set(World::cnode_cap, world.make(api::architecture::ObjectType::vspace)),
              Error::illegal_operation);
    EXPECT_EQ(set(World::cnode_cap, World::vspace_cap), Error::no_error);
}

TEST(Debug, CallsPrintNameAndIdentify) {
    World world;
    world.console().clear();
    world.perform(world.root(), SystemCall::debug_put_char, {.capability = 'x'});
    EXPECT_EQ(world.console(), "x");
    world.perform(world.root(), SystemCall::debug_capability_identify, {.capability = world.free_slot()});
    EXPECT_EQ(world.received(world.root()).badge, 0U);
    world.perform(world.root(), SystemCall::debug_capability_identify, {.capability = World::cnode_cap});
    EXPECT_NE(world.received(world.root()).badge, 0U);
    Actor actor = world.make_thread();
    std::strcpy(reinterpret_cast<char*>(world.root().thread->ipc_buffer(true)->message), "a name");
    world.perform(world.root(), SystemCall::debug_name_thread, {.capability = actor.thread_cap});
    EXPECT_EQ(std::string{actor.thread->display_name()}, "a name");
}

TEST(DebugDeathTest, HaltEndsTheMachine) {
    World world;
    EXPECT_DEATH(world.perform(world.root(), SystemCall::debug_halt), "the machine was halted");
}

TEST(Debug, HaltIsUnknownBelowTheHighestAuthority) {
    World world;
    Actor actor = world.make_thread();
    actor.thread->maximum_controlled_priority = priority_count - 2;
    world.perform(actor, SystemCall::debug_halt);
    EXPECT_NE(actor.thread->state, ThreadState::running);
}

TEST(Domain, ThereIsOne) {
    World world;
    const Cap domain = api::initial_capability::domain;
    EXPECT_EQ(world.invoke(domain, api::domain::Set{0, {World::thread_cap}}).error(), Error::no_error);
    EXPECT_EQ(world.invoke(domain, api::domain::Set{1, {World::thread_cap}}).error(),
              Error::invalid_argument);
    EXPECT_EQ(world.invoke(domain, api::domain::Set{0, {domain}}).error(), Error::invalid_argument);
    const Received absent = world.invoke(domain, api::domain::ScheduleConfigure{0, 1, 1});
    EXPECT_EQ(absent.error(), Error::range_error);
    EXPECT_EQ(absent.words, (std::vector<Word>{0, 0}));
}

TEST(Domain, TheScheduleHasAnEntryAndAnEnd) {
    World world;
    const Cap domain = api::initial_capability::domain;
    world.must(domain, api::domain::ScheduleConfigure{0, 0, 1});
    for (const std::uint64_t duration : {std::uint64_t{0}, std::uint64_t{1} << 56}) {
        const Received answer = world.invoke(domain, api::domain::ScheduleConfigure{0, 0, duration});
        EXPECT_EQ(answer.error(), Error::invalid_argument);
        EXPECT_EQ(answer.words, std::vector<Word>{2});
    }
    EXPECT_EQ(world.invoke(domain, api::domain::ScheduleConfigure{1, 0, 1}).error(), Error::range_error);
    world.must(domain, api::domain::ScheduleSetStart{0});
    EXPECT_EQ(world.invoke(domain, api::domain::ScheduleSetStart{1}).error(), Error::invalid_argument);
    const Received outside = world.invoke(domain, api::domain::ScheduleSetStart{2});
    EXPECT_EQ(outside.error(), Error::range_error);
    EXPECT_EQ(outside.words, (std::vector<Word>{0, 1}));
}

} // namespace
} // namespace nacre::test
