// SPDX-License-Identifier: MIT
// --explain: one line for each refused call, none for one that succeeds, none without the option.
#include "explained.hpp"

namespace nacre::test {
namespace {

using Explain = Explained;

TEST_F(Explain, NamesMethodArgumentsAndReason) {
    const api::cnode::Delete method{0x1a, 0};
    EXPECT_EQ(world.invoke(node, method).error(), Error::range_error);
    expect_line("CNode_Delete(index=0x1a, depth=0) on cnode 0x2: range_error: the depth is not from 1 to the "
                "bits of a word "
                "(`depth`) (allowed: 0x1 to ");
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
    const Cap notification = world.copy(world.make_notification(), CapabilityRights::read());
    world.console().clear();
    world.send(world.root(), endpoint);
    expect_line(
        ": invalid_capability: the endpoint's capability lacks the right to send; the caller is not told");
    world.call(world.root(), endpoint);
    expect_line("the endpoint's capability lacks the right to send\r\n");
    world.send(world.root(), notification);
    expect_line("a send on notification ");
    world.call(world.root(), notification);
    expect_line(": invalid_capability: the notification's capability lacks the right to send");
}

TEST_F(Explain, ExplainsDroppedSends) {
    world.poll_send(world.root(), ~Word{0});
    expect_line("a send to capability ");
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
