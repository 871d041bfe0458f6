// SPDX-License-Identifier: MIT
// The fast path of Call and ReplyRecv leaves the machine exactly as the general way does.
#include <core/object/deletion.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

#include <cstring>
#include <random>

namespace nacre::test {
namespace {

using namespace kernel;

/// All of RAM and all of the kernel's own state.
struct Snapshot {
    explicit Snapshot(World& world) : bytes(arch::FakeMachine::ram_size + sizeof(Kernel)) {
        std::memcpy(bytes.data(), arch::fake_machine().memory, arch::FakeMachine::ram_size);
        std::memcpy(bytes.data() + arch::FakeMachine::ram_size, &world.kernel(), sizeof(Kernel));
        root = arch::fake_machine().active_root;
        fpu_enabled = arch::fake_machine().fpu_enabled;
    }
    std::vector<std::byte> bytes;
    std::optional<PhysicalAddress> root;
    bool fpu_enabled;
};

void expect_equal(const Snapshot& fast, const Snapshot& general) {
    EXPECT_EQ(fast.root, general.root);
    EXPECT_EQ(fast.fpu_enabled, general.fpu_enabled);
    if (fast.bytes == general.bytes) {
        return;
    }
    unsigned shown = 0;
    for (std::size_t offset = 0; offset < fast.bytes.size() && shown < 5; offset++) {
        if (fast.bytes[offset] != general.bytes[offset]) {
            ADD_FAILURE() << "byte " << std::hex << offset
                          << " differs: " << std::to_integer<int>(fast.bytes[offset])
                          << " after the fast path, " << std::to_integer<int>(general.bytes[offset])
                          << " otherwise";
            shown++;
        }
    }
}

struct Scenario {
    Word length = 3;
    Word nesting = 0; ///< calls through which the context came already
    Word other_receivers = 0;
    bool fpu = false;
};

/// A client calls a passive server, which answers. Both messages carry a capability that may not be granted
/// if `general`: that is nothing to the receiver, and too much for the fast path.
class Exchange {
public:
    Exchange(const Scenario& scenario, bool general) : scenario_{scenario}, general_{general} {
        endpoint_ = world_.make_endpoint();
        badged_ = world_.mint(endpoint_, 9, CapabilityRights::write() | CapabilityRights::grant_reply());
        listener_ = world_.copy(endpoint_, CapabilityRights::read());
        answer_ = world_.free_slot();
        server_ = world_.make_thread({.priority = 60});
        world_.must(World::cnode_cap, api::cnode::Copy{answer_,
                                                       World::whole,
                                                       {World::cnode_cap},
                                                       server_.reply_cap,
                                                       World::whole,
                                                       CapabilityRights::none()});
        make_passive(server_);
        for (Word count = 0; count < scenario.other_receivers; count++) {
            Actor other = world_.make_thread({.priority = static_cast<Priority>(59 - count)});
            world_.receive(other, listener_);
        }
        client_ = world_.make_thread({.priority = 50});
        make_chain();
        if (scenario.fpu) {
            world_.let_others_run();
            world_.use_fpu(client_, 0x1234);
        }
        world_.let_others_run();
    }

    Snapshot after_call() {
        send(client_, badged_, SystemCall::call);
        EXPECT_TRUE(world_.runs(server_));
        EXPECT_EQ(client_.thread->state, ThreadState::blocked_on_reply);
        return snapshot(client_);
    }
    Snapshot after_reply() {
        send(server_, listener_, SystemCall::reply_receive);
        EXPECT_TRUE(world_.runs(client_));
        EXPECT_EQ(server_.thread->state, ThreadState::blocked_on_receive);
        return snapshot(server_);
    }

    /// Only the general way reads the clock.
    bool reads_clock() {
        arch::fake_machine().pass(1);
        const Ticks before = world_.processor().now;
        after_call();
        const bool in_call = world_.processor().now != before;
        arch::fake_machine().pass(1);
        const Ticks between = world_.processor().now;
        after_reply();
        EXPECT_EQ(in_call, world_.processor().now != between);
        return in_call;
    }

private:
    void make_passive(Actor& actor) {
        world_.put_message(actor, {});
        world_.perform(actor, SystemCall::receive, {listener_, answer_});
        world_.must(actor.context_cap, api::scheduling_context::Unbind{});
        world_.check();
    }
    /// Callers before the client, whose scheduling context it runs on.
    void make_chain() {
        for (Word count = 0; count < scenario_.nesting; count++) {
            const Cap inner = world_.make_endpoint();
            Actor before = client_;
            client_ = world_.make_thread({.priority = static_cast<Priority>(51 + count)});
            world_.receive(client_, inner);
            world_.must(client_.context_cap, api::scheduling_context::Unbind{});
            world_.let_others_run();
            world_.call(before, inner);
        }
    }
    void send(Actor& actor, Cap cap, SystemCall call) {
        Message message{.label = 6, .words = std::vector<Word>(scenario_.length, 0x55)};
        if (general_) {
            message.capabilities.push_back(endpoint_);
        }
        world_.put_message(actor, message);
        world_.perform(actor, call, {cap, call == SystemCall::reply_receive ? answer_ : Cap{}});
    }
    /// The sender's own registers and buffer still hold what it sent, which differs on purpose.
    Snapshot snapshot(Actor& sender) {
        const Word info = sender.thread->registers.message_info();
        api::IpcBuffer& buffer = *sender.thread->ipc_buffer(true);
        sender.thread->registers.set_message_info(0);
        buffer.capabilities_or_badges[0] = 0;
        Snapshot taken{world_};
        sender.thread->registers.set_message_info(info);
        return taken;
    }

    Scenario scenario_;
    bool general_;
    World world_;
    Cap endpoint_ = nothing;
    Cap badged_ = nothing;
    Cap listener_ = nothing;
    Cap answer_ = nothing;
    Actor server_;
    Actor client_;
};

void compare(const Scenario& scenario) {
    std::vector<Snapshot> fast;
    std::vector<Snapshot> general;
    for (const bool is_general : {false, true}) {
        Exchange exchange{scenario, is_general};
        auto& taken = is_general ? general : fast;
        taken.push_back(exchange.after_call());
        taken.push_back(exchange.after_reply());
        taken.push_back(exchange.after_call());
    }
    for (std::size_t index = 0; index < fast.size(); index++) {
        SCOPED_TRACE(index);
        expect_equal(fast[index], general[index]);
    }
}

TEST(FastPath, IsTakenForMessagesOfAnyLength) {
    for (const Word length : {0U, 4U, 5U, 120U}) {
        EXPECT_FALSE((Exchange{{.length = length}, false}.reads_clock())) << length;
        EXPECT_TRUE((Exchange{{.length = length}, true}.reads_clock())) << length;
    }
}

TEST(FastPath, EqualsTheGeneralWay) {
    for (const Word length : {0U, 1U, 2U, 3U, 4U, 5U, 10U, 119U, 120U}) {
        SCOPED_TRACE(length);
        compare({.length = length});
    }
}

TEST(FastPath, EqualsTheGeneralWayInRandomSituations) {
    std::minstd_rand random{20261121};
    const auto below = [&](Word bound) { return static_cast<Word>(random()) % bound; };
    for (unsigned round = 0; round < 8; round++) {
        const Scenario scenario{.length = below(2) == 0 ? below(5) : below(121),
                                .nesting = below(4),
                                .other_receivers = below(4),
                                .fpu = below(2) == 0};
        SCOPED_TRACE(testing::Message() << "length " << scenario.length << ", nesting " << scenario.nesting
                                        << ", others " << scenario.other_receivers);
        compare(scenario);
    }
}

TEST(FastPath, EqualsTheGeneralWayInsideOtherCalls) {
    compare({.nesting = 1});
    compare({.nesting = 3});
}

TEST(FastPath, EqualsTheGeneralWayWithOtherReceivers) { compare({.other_receivers = 2}); }

TEST(FastPath, EqualsTheGeneralWayWithAnFpuOwner) { compare({.fpu = true}); }

/// A client, and a passive server that waits for it, each with what it takes to miss the fast path.
struct Meeting {
    World world;
    Cap endpoint = world.make_endpoint();
    Actor server = world.make_thread({.priority = 60});
    Actor client = world.make_thread({.priority = 50});

    Meeting() {
        world.receive(server, endpoint);
        world.must(server.context_cap, api::scheduling_context::Unbind{});
        world.let_others_run();
    }
    /// Only the general way reads the clock.
    bool is_fast(Actor& actor, SystemCall call, const Arguments& arguments) {
        arch::fake_machine().pass(1);
        const Ticks before = world.processor().now;
        world.put_message(actor, {.label = 6, .words = {1, 2}});
        world.perform(actor, call, arguments);
        return world.processor().now == before;
    }
    bool call_is_fast() { return is_fast(client, SystemCall::call, {endpoint}); }
    bool reply_is_fast() { return is_fast(server, SystemCall::reply_receive, {endpoint, server.reply_cap}); }
    void set_space(Actor& actor, Cap space) {
        world.must(actor.thread_cap,
                   api::thread::SetSpace{{nothing},
                                         {World::cnode_cap},
                                         api::CNodeData::root(api::root_cnode_slots_bits).bits,
                                         {space},
                                         0});
        world.let_others_run();
    }
    /// An address space whose identifier is gone.
    Cap dead_space() {
        const Cap pool = world.free_slot();
        world.must(api::initial_capability::asid_control,
                   api::asid_control::MakePool{{world.make_untyped(api::architecture::asid_pool_bits)},
                                               {World::cnode_cap},
                                               pool,
                                               World::whole});
        const Cap space = world.make(api::architecture::ObjectType::vspace);
        world.must(pool, api::asid_pool::Assign{{space}});
        pool_ = pool;
        return space;
    }
    void kill_space() {
        world.remove(pool_);
        world.let_others_run();
    }

private:
    Cap pool_ = nothing;
};

TEST(FastPath, IsTakenBothWays) {
    Meeting meeting;
    EXPECT_TRUE(meeting.call_is_fast());
    EXPECT_TRUE(meeting.world.runs(meeting.server));
    EXPECT_TRUE(meeting.reply_is_fast());
    EXPECT_TRUE(meeting.world.runs(meeting.client));
}

TEST(FastPath, IsNotTakenPastAMoreUrgentThread) {
    Meeting meeting;
    World& world = meeting.world;
    // Ready, but not chosen yet: it has been put there by the client's own call of the kernel.
    world.must(meeting.server.thread_cap, api::thread::SetPriority{{World::thread_cap}, 40});
    Actor between = world.make_thread({.priority = 50});
    world.let_others_run();
    Actor& caller = world.runs(meeting.client) ? meeting.client : between;
    Actor& other = world.runs(meeting.client) ? between : meeting.client;
    EXPECT_FALSE(meeting.is_fast(caller, SystemCall::call, {meeting.endpoint}));
    EXPECT_TRUE(world.runs(other));
    EXPECT_TRUE(meeting.server.thread->is_ready_queued);
    world.must(other.thread_cap, api::thread::Suspend{});
    world.let_others_run();
    ASSERT_TRUE(world.runs(meeting.server));
    // And back: the client is less urgent than somebody who is ready.
    world.must(caller.thread_cap, api::thread::SetPriority{{World::thread_cap}, 20});
    Actor third = world.make_thread({.priority = 40});
    world.let_others_run();
    if (world.runs(third)) {
        world.yield(third);
    }
    ASSERT_TRUE(world.runs(meeting.server));
    EXPECT_FALSE(meeting.reply_is_fast());
    EXPECT_TRUE(world.runs(third));
    EXPECT_EQ(world.received(caller).label, 6U);
}

TEST(FastPath, IsNotTakenToAnAddressSpaceThatIsGone) {
    Meeting meeting;
    meeting.set_space(meeting.server, meeting.dead_space());
    meeting.kill_space();
    EXPECT_FALSE(meeting.call_is_fast());
    EXPECT_TRUE(meeting.world.runs(meeting.server));
    EXPECT_FALSE(arch::fake_machine().active_root);
}

TEST(FastPath, IsNotTakenBackToAnAddressSpaceThatIsGone) {
    Meeting meeting;
    meeting.set_space(meeting.client, meeting.dead_space());
    ASSERT_TRUE(meeting.call_is_fast());
    meeting.kill_space();
    EXPECT_FALSE(meeting.reply_is_fast());
    EXPECT_TRUE(meeting.world.runs(meeting.client));
    EXPECT_FALSE(arch::fake_machine().active_root);
}

TEST(FastPath, IsNotTakenToAThreadWithoutAnAddressSpace) {
    Meeting meeting;
    deletion::delete_simple(meeting.world.processor(),
                            meeting.server.thread->slot(ThreadSlot::address_space));
    EXPECT_FALSE(meeting.call_is_fast());
    EXPECT_TRUE(meeting.world.runs(meeting.server));
    EXPECT_FALSE(arch::fake_machine().active_root);
}

TEST(FastPath, IsNotTakenForAnAnswerThatReturnsNoTime) {
    Meeting meeting;
    World& world = meeting.world;
    ASSERT_TRUE(meeting.call_is_fast());
    // The loan is over: both have time of their own.
    world.must(meeting.client.context_cap, api::scheduling_context::Unbind{});
    world.must(meeting.server.context_cap, api::scheduling_context::Bind{{meeting.server.thread_cap}});
    world.let_others_run();
    EXPECT_FALSE(meeting.reply_is_fast());
    EXPECT_EQ(meeting.client.thread->state, ThreadState::running);
    EXPECT_EQ(meeting.client.thread->scheduling_context, nullptr);
}

TEST(FastPath, IsNotTakenForAClientThatGotTimeOfItsOwn) {
    Meeting meeting;
    World& world = meeting.world;
    ASSERT_TRUE(meeting.call_is_fast());
    const Cap other = world.make_context(10'000, 10'000);
    world.must(other, api::scheduling_context::Bind{{meeting.client.thread_cap}});
    world.let_others_run();
    EXPECT_FALSE(meeting.reply_is_fast());
    EXPECT_EQ(meeting.client.thread->state, ThreadState::running);
    EXPECT_EQ(meeting.server.thread->state, ThreadState::blocked_on_receive);
}

TEST(FastPath, IsNotTakenWithoutAReplyObject) {
    Meeting meeting;
    ASSERT_TRUE(meeting.call_is_fast());
    EXPECT_FALSE(meeting.is_fast(meeting.server, SystemCall::reply_receive,
                                 {meeting.endpoint, power_of_two(api::root_cnode_slots_bits)}));
}

} // namespace
} // namespace nacre::test
