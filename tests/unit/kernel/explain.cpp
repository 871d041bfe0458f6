// SPDX-License-Identifier: MIT
// --explain: one line for each refused call, none for one that succeeds, none without the option.
#include <algorithm>
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

constexpr Cap node = World::cnode_cap;
constexpr auto whole = World::whole;

struct Explain : testing::Test {
    World world;
    Explain() {
        world.kernel().explains = true;
        world.console().clear();
    }
    void expect_line(const std::string& text) {
        const std::string& console = world.console();
        EXPECT_NE(console.find(text), std::string::npos) << console;
        EXPECT_EQ(console.find("explain: thread \""), 0U) << console;
        EXPECT_EQ(std::count(console.begin(), console.end(), '\n'), 1) << console;
    }
};

TEST_F(Explain, NamesMethodArgumentsAndReason) {
    const api::cnode::Delete method{0x1a, 0};
    EXPECT_EQ(world.invoke(node, method).error(), Error::range_error);
    expect_line("CNode_Delete(index=0x1a, depth=0) on cnode 0x2: range_error: the depth is not from 1");
    expect_line("(allowed: 0x1 to ");
}

TEST_F(Explain, SaysWhichLookUpFailed) {
    const Cap empty = world.free_slot();
    const Cap to = world.free_slot();
    const api::cnode::Move method{to, whole, {node}, empty, whole};
    EXPECT_EQ(world.invoke(node, method).error(), Error::failed_lookup);
    expect_line("failed_lookup: the slot is empty (`source_index`)");
}

TEST_F(Explain, NamesTheArgumentAtFault) {
    const Cap untyped = world.make_untyped(12);
    world.console().clear();
    const api::untyped::Retype method{.type = 1234, .root = {node}, .object_count = 1};
    EXPECT_EQ(world.invoke(untyped, method).error(), Error::invalid_argument);
    expect_line("invalid_argument: `type` is no object type");
}

TEST_F(Explain, ExplainsSendsWithoutTheRight) {
    const Cap endpoint = world.copy(world.make_endpoint(), CapabilityRights::read());
    world.console().clear();
    world.send(world.root(), endpoint);
    expect_line("a send on endpoint ");
    expect_line("lacks the right to send");
}

TEST_F(Explain, ExplainsDroppedSends) {
    world.poll_send(world.root(), ~Word{0});
    expect_line("a send through capability ");
}

TEST_F(Explain, KeepsControlCharactersFromTheConsole) {
    world.root().thread->name = {'a', '\n', '\x1b', 'b'};
    EXPECT_EQ(world.invoke(node, api::cnode::Delete{1, 0}).error(), Error::range_error);
    expect_line("thread \"a??b\"");
}

TEST_F(Explain, SaysNothingOfSuccess) {
    world.make_endpoint();
    EXPECT_EQ(world.console(), "");
}

TEST_F(Explain, SaysNothingUnlessAsked) {
    world.kernel().explains = false;
    EXPECT_EQ(world.invoke(node, api::cnode::Delete{1, 0}).error(), Error::range_error);
    EXPECT_EQ(world.console(), "");
}

} // namespace
} // namespace nacre::test
