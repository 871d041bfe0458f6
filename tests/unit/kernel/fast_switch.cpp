// SPDX-License-Identifier: MIT
// The fast paths to a thread with time of its own (signals, faults, answers to faults, interrupts) leave the
// machine exactly as the general way does, and are taken when, and only when, nothing else is in the way.
#include <core/entry/fast_fault.hpp>
#include <core/entry/fast_switch.hpp>
#include <core/object/notification.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <cstring>
#include <utility>

namespace nacre::test {
namespace {

using namespace kernel;

std::vector<std::byte> bytes_of(World& world) {
    std::vector<std::byte> bytes(arch::FakeMachine::ram_size + sizeof(Kernel));
    std::memcpy(bytes.data(), arch::fake_machine().memory, arch::FakeMachine::ram_size);
    std::memcpy(bytes.data() + arch::FakeMachine::ram_size, &world.kernel(), sizeof(Kernel));
    return bytes;
}

enum class Way : bool { fast, general };

/// What the two threads are like.
struct Situation {
    std::uint64_t budget = 10'000;
    std::uint64_t period = 10'000;
    Word passed = 0; ///< microseconds since the one who wakes the other began
    bool fpu = false;
};

constexpr Situation situations[] = {
    {}, {.passed = 700}, {.period = 50'000, .passed = 300}, {.period = 20'000, .passed = 3000, .fpu = true}};

/// One thread that does something to another that waits and is more urgent, or is its fault handler.
struct Pair {
    World world;
    Cap notification = world.make_notification();
    Cap bell = world.mint(notification, 5);
    Cap endpoint = world.make_endpoint();
    Cap handler_cap = world.mint(endpoint, 21);
    Actor high;
    Actor low;

    explicit Pair(const Situation& situation = {}) {
        high = world.make_thread({.priority = 60, .budget = situation.budget, .period = situation.period});
        low = world.make_thread({.priority = 50,
                                 .budget = situation.budget,
                                 .period = situation.period,
                                 .fault_handler = handler_cap});
        if (situation.fpu) {
            world.let_others_run();
            world.use_fpu(high, 7);
        }
    }
    /// Some time later the one thread is about to make way for the other, and nothing is against the fast
    /// path.
    void pass(const Situation& situation, const Actor& next, fast_path::Current current) {
        world.pass_microseconds(situation.passed);
        Processor& processor = world.processor();
        EXPECT_TRUE(
            fast_path::may_switch(processor, fast_path::look_at_clock(processor), *next.thread, current));
    }
    /// A capability to a message that carries one takes the general way; to nobody does it arrive.
    Message message(Way way, const std::vector<Word>& words = {}) const {
        return {.words = words,
                .capabilities = way == Way::general ? std::vector<Cap>{endpoint} : std::vector<Cap>{}};
    }
    /// The sender's message differs on purpose.
    std::vector<std::byte> snapshot(Actor& sender) {
        const Word info = sender.thread->registers.message_info();
        api::IpcBuffer& buffer = *sender.thread->ipc_buffer(true);
        sender.thread->registers.set_message_info(0);
        const Word carried = std::exchange(buffer.capabilities_or_badges[0], 0);
        auto taken = bytes_of(world);
        buffer.capabilities_or_badges[0] = carried;
        sender.thread->registers.set_message_info(info);
        return taken;
    }
};

std::vector<std::byte> after_signal(const Situation& situation, Way way) {
    Pair pair{situation};
    pair.world.wait(pair.high, pair.notification);
    pair.world.let_others_run();
    EXPECT_TRUE(pair.world.runs(pair.low));
    pair.pass(situation, pair.high, fast_path::Current::stays_ready);
    pair.world.send(pair.low, pair.bell, pair.message(way));
    EXPECT_TRUE(pair.world.runs(pair.high));
    EXPECT_EQ(pair.world.received(pair.high).badge, 5U);
    return pair.snapshot(pair.low);
}

TEST(FastSwitch, ASignalEqualsTheGeneralWay) {
    for (const Situation& situation : situations) {
        EXPECT_EQ(after_signal(situation, Way::fast), after_signal(situation, Way::general));
    }
}

std::vector<std::byte> after_fault(const Situation& situation, const Fault& fault, Way way) {
    Pair pair{situation};
    pair.world.receive(pair.high, pair.endpoint);
    pair.world.let_others_run();
    EXPECT_TRUE(pair.world.runs(pair.low));
    pair.pass(situation, pair.high, fast_path::Current::waits);
    // A kernel that explains takes the general way.
    pair.world.kernel().explains = way == Way::general;
    pair.world.fault(pair.low, fault);
    pair.world.kernel().explains = false;
    EXPECT_TRUE(pair.world.runs(pair.high));
    return bytes_of(pair.world);
}

TEST(FastSwitch, AFaultEqualsTheGeneralWay) {
    for (const Situation& situation : situations) {
        for (const Fault& fault : {Fault::user_exception(3, 4), Fault::memory(0xdead000, 7, false)}) {
            EXPECT_EQ(after_fault(situation, fault, Way::fast), after_fault(situation, fault, Way::general));
        }
    }
}

std::vector<std::byte> after_answer(const Situation& situation, const Fault& fault, Way way) {
    Pair pair{situation};
    pair.world.receive(pair.high, pair.endpoint);
    pair.world.let_others_run();
    pair.world.fault(pair.low, fault);
    EXPECT_TRUE(pair.world.runs(pair.high));
    pair.pass(situation, pair.low, fast_path::Current::waits);
    pair.world.reply_receive(pair.high, pair.endpoint, pair.message(way, {World::program_start, 1, 2}));
    EXPECT_TRUE(pair.world.runs(pair.low));
    EXPECT_EQ(pair.high.thread->state, ThreadState::blocked_on_receive);
    return pair.snapshot(pair.high);
}

TEST(FastSwitch, AnAnswerToAFaultEqualsTheGeneralWay) {
    for (const Situation& situation : situations) {
        for (const Fault& fault : {Fault::user_exception(3, 4), Fault::memory(0xdead000, 7, false)}) {
            EXPECT_EQ(after_answer(situation, fault, Way::fast),
                      after_answer(situation, fault, Way::general));
        }
    }
}

/// The look that all of them take, with everything in order.
struct Look : Pair {
    Look() {
        world.wait(high, notification);
        world.let_others_run();
    }
    bool may_switch(fast_path::Current current = fast_path::Current::stays_ready) {
        const auto before = bytes_of(world);
        const bool may = fast_path::may_switch(world.processor(), fast_path::look_at_clock(world.processor()),
                                               *high.thread, current);
        EXPECT_EQ(before, bytes_of(world)) << "a look changes nothing";
        return may;
    }
};

TEST(FastSwitch, IsPossibleWhenNothingIsInTheWay) {
    Look look;
    ASSERT_TRUE(look.world.runs(look.low));
    EXPECT_TRUE(look.may_switch());
    EXPECT_TRUE(look.may_switch(fast_path::Current::waits));
}

TEST(FastSwitch, NeedsMoreThanThePriorityOfWhoStaysReady) {
    Look look;
    look.high.thread->priority = look.low.thread->priority;
    EXPECT_FALSE(look.may_switch());
    EXPECT_TRUE(look.may_switch(fast_path::Current::waits));
    look.high.thread->priority = 60;
}

TEST(FastSwitch, NeedsTheHighestPriority) {
    Look look;
    Thread& other = *look.world.make_thread({.priority = 45, .starts = false}).thread;
    look.world.let_others_run();
    ASSERT_TRUE(look.world.runs(look.low));
    look.world.processor().ready.prepend(other);
    look.high.thread->priority = 44;
    EXPECT_FALSE(look.may_switch(fast_path::Current::waits));
    look.high.thread->priority = 45;
    EXPECT_TRUE(look.may_switch(fast_path::Current::waits));
    look.high.thread->priority = 60;
    look.world.processor().ready.remove(other);
}

TEST(FastSwitch, NeedsTimeForBoth) {
    Look look;
    Processor& processor = look.world.processor();
    const Ticks left = refill::first(*processor.current_context).amount;
    processor.consumed = left;
    EXPECT_FALSE(look.may_switch());
    processor.consumed = 0;
    SchedulingContext& context = *look.high.thread->scheduling_context;
    Refill& first = refill::first(context);
    const Refill kept =
        std::exchange(first, {.time = processor.now + look.world.kernel().limits.kernel_time * 1000,
                              .amount = first.amount});
    EXPECT_FALSE(look.may_switch()) << "not yet";
    first = {.time = kept.time, .amount = look.world.kernel().limits.minimum_budget - 1};
    EXPECT_FALSE(look.may_switch()) << "too little";
    first = kept;
    EXPECT_TRUE(look.may_switch());
}

TEST(FastSwitch, NeedsAContextOfThisCoreThatIsAsItWas) {
    Look look;
    SchedulingContext*& context = look.high.thread->scheduling_context;
    SchedulingContext* const own = std::exchange(context, nullptr);
    EXPECT_FALSE(look.may_switch());
    context = own;
    context->processor = 1;
    EXPECT_FALSE(look.may_switch());
    context->processor = 0;
    context->sporadic = true;
    EXPECT_FALSE(look.may_switch());
    context->sporadic = false;
    look.high.thread->is_release_queued = true;
    EXPECT_FALSE(look.may_switch());
    look.high.thread->is_release_queued = false;
    look.high.thread->yielding_to = own;
    EXPECT_FALSE(look.may_switch());
    look.high.thread->yielding_to = nullptr;
    EXPECT_TRUE(look.may_switch());
}

TEST(FastSwitch, LeavesWhatIsAnotherCoresToTheGeneralWay) {
    Pair pair;
    World& world = pair.world;
    world.receive(pair.high, pair.endpoint);
    world.let_others_run();
    auto& endpoint = world.slot(pair.endpoint).as<EndpointView>().object();
    endpoint.set_home(Home{3});
    const auto before = bytes_of(world);
    EXPECT_FALSE(fast_path::fault(world.processor(), Fault::user_exception(1, 2)));
    EXPECT_EQ(before, bytes_of(world));
    endpoint.set_home(Home::nobody);
    EXPECT_TRUE(fast_path::fault(world.processor(), Fault::user_exception(1, 2)));
    ASSERT_TRUE(world.runs(pair.high));

    arch::Registers& registers = pair.high.thread->registers;
    world.put_message(pair.high, {});
    registers.set_badge(pair.endpoint);
    registers.write(arch::Registers::Name::x6, pair.high.reply_cap);
    pair.high.reply->home = Home{3};
    EXPECT_FALSE(fast_path::answer_fault(world.processor()));
    pair.high.reply->home = Home::nobody;
    EXPECT_TRUE(fast_path::answer_fault(world.processor()));
    EXPECT_TRUE(world.runs(pair.low));
}

} // namespace
} // namespace nacre::test
