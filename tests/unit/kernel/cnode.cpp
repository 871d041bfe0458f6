// SPDX-License-Identifier: MIT
// CNode methods: copies, mints, moves, rotations, and the errors of each.
#include "root_cnode.hpp"

#include <gtest/gtest.h>

namespace nacre::test {
namespace {

using namespace kernel;
using api::cnode::Copy;
using api::cnode::Mint;
using api::cnode::Move;
using api::cnode::Mutate;
using api::cnode::Rotate;

constexpr auto all = CapabilityRights::all();

Copy copy_of(Cap source, Cap to, CapabilityRights rights = all) {
    return {to, whole, {node}, source, whole, rights};
}
Mint mint_of(Cap source, Cap to, Word badge, CapabilityRights rights = all) {
    return {to, whole, {node}, source, whole, rights, badge};
}
Move move_of(Cap source, Cap to) { return {to, whole, {node}, source, whole}; }
Mutate mutate_of(Cap source, Cap to, Word badge) { return {to, whole, {node}, source, whole, badge}; }

TEST(CNode, CopyKeepsRightsAtMost) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap reduced = world.copy(endpoint, CapabilityRights::read() | CapabilityRights::grant_reply());
    const auto rights = world.slot(reduced).as<EndpointView>().rights();
    EXPECT_EQ(rights, RightSet{EndpointRight::receive} | EndpointRight::grant_reply);
    // A copy of it cannot have more.
    EXPECT_EQ(world.slot(world.copy(reduced)).as<EndpointView>().rights(), rights);
}

TEST(CNode, MintSetsABadgeOnce) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap badged = world.mint(endpoint, 7);
    EXPECT_EQ(world.slot(badged).as<EndpointView>().badge(), 7U);
    EXPECT_EQ(world.invoke(node, mint_of(badged, world.free_slot(), 8)).error(), Error::illegal_operation);
    EXPECT_EQ(world.slot(world.copy(badged)).as<EndpointView>().badge(), 7U);
}

TEST(CNode, BadgesLoseWhatDoesNotFit) {
    World world;
    const Cap badged = world.mint(world.make_notification(), ~Word{0});
    EXPECT_EQ(world.slot(badged).as<NotificationView>().badge(), low_mask(api::notification_badge_bits));
}

TEST(CNode, MintGuardsACNode) {
    World world;
    const Cap inner = world.make_cnode(4);
    const Cap guarded = world.mint(inner, api::CNodeData::make(5, 3).bits);
    EXPECT_EQ(world.slot(guarded).as<CNodeView>().guard(), 5U);
    EXPECT_EQ(world.slot(guarded).as<CNodeView>().guard_size(), 3U);
    const Word too_long = api::CNodeData::make(0, word_bits - 3).bits;
    EXPECT_EQ(world.invoke(node, mint_of(inner, world.free_slot(), too_long)).error(),
              Error::illegal_operation);
}

TEST(CNode, DestinationMustBeEmpty) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap taken = world.make_endpoint();
    EXPECT_EQ(world.invoke(node, copy_of(endpoint, taken)).error(), Error::delete_first);
    EXPECT_EQ(world.invoke(node, move_of(endpoint, taken)).error(), Error::delete_first);
    EXPECT_EQ(world.invoke(node, mutate_of(endpoint, taken, 0)).error(), Error::delete_first);
    EXPECT_EQ(world.invoke(node, mint_of(endpoint, taken, 1)).error(), Error::delete_first);
    EXPECT_EQ(world.invoke(node, copy_of(endpoint, endpoint)).error(), Error::delete_first);
}

TEST(CNode, SourceMustHoldSomething) {
    World world;
    const Received answer = world.invoke(node, copy_of(world.free_slot(), world.free_slot()));
    EXPECT_EQ(answer.error(), Error::failed_lookup);
    const std::vector<Word> expected{1, static_cast<Word>(api::LookupFailure::missing_capability), word_bits};
    EXPECT_EQ(answer.words, expected);
}

TEST(CNode, FailedLookupSaysWhichOneAndWhy) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap inner = world.make_cnode(4);
    const Cap guarded = world.mint(inner, api::CNodeData::make(5, 3).bits);
    // Destination: the guard is 101, the address has 000.
    Received answer = world.invoke(guarded, Copy{1, 7, {node}, endpoint, whole, all});
    EXPECT_EQ(answer.error(), Error::failed_lookup);
    EXPECT_EQ(answer.words,
              (std::vector<Word>{0, static_cast<Word>(api::LookupFailure::guard_mismatch), 7, 5, 3}));
    // Source: four bits are wanted, three are given.
    answer = world.invoke(node, Copy{world.free_slot(), whole, {inner}, 1, 3, all});
    EXPECT_EQ(answer.words,
              (std::vector<Word>{1, static_cast<Word>(api::LookupFailure::depth_mismatch), 3, 4}));
    // Source: the root is no CNode.
    answer = world.invoke(node, Copy{world.free_slot(), whole, {endpoint}, 1, 3, all});
    EXPECT_EQ(answer.words, (std::vector<Word>{1, static_cast<Word>(api::LookupFailure::invalid_root)}));
}

TEST(CNode, DepthIsInRange) {
    World world;
    for (const unsigned depth : {0U, word_bits + 1}) {
        const Received answer = world.invoke(node, api::cnode::Delete{100, depth});
        EXPECT_EQ(answer.error(), Error::range_error);
        EXPECT_EQ(answer.words, (std::vector<Word>{1, word_bits}));
    }
}

TEST(CNode, TruncatedMessagesAreRefused) {
    World world;
    Message message = World::message_for(api::cnode::Delete{100, whole});
    message.words.pop_back();
    world.call(world.root(), node, message);
    EXPECT_EQ(world.received(world.root()).error(), Error::truncated_message);
    message = World::message_for(copy_of(world.make_endpoint(), world.free_slot()));
    message.capabilities.clear();
    world.call(world.root(), node, message);
    EXPECT_EQ(world.received(world.root()).error(), Error::truncated_message);
}

TEST(CNode, UnknownLabelsAreIllegal) {
    World world;
    for (const Word label : {Word{0}, api::method_count + 1, api::label_of<api::untyped::Retype>}) {
        world.call(world.root(), node, {.label = label, .words = {1, 2, 3}});
        EXPECT_EQ(world.received(world.root()).error(), Error::illegal_operation) << label;
    }
}

TEST(CNode, MoveTakesThePlaceInTheTree) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap child = world.mint(endpoint, 3);
    const Cap moved = world.free_slot();
    world.must(node, move_of(endpoint, moved));
    EXPECT_TRUE(world.slot(endpoint).empty());
    world.revoke(moved);
    EXPECT_TRUE(world.slot(child).empty());
    EXPECT_FALSE(world.slot(moved).empty());
}

TEST(CNode, MutateBadgesOnlyWhatCannotBeBadged) {
    World world;
    // An endpoint's badge can only be minted; a CNode's guard can be changed by a move.
    EXPECT_EQ(world.invoke(node, mutate_of(world.make_endpoint(), world.free_slot(), 9)).error(),
              Error::illegal_operation);
    const Cap inner = world.make_cnode(4);
    const Cap moved = world.free_slot();
    world.must(node, mutate_of(inner, moved, api::CNodeData::make(2, 2).bits));
    EXPECT_TRUE(world.slot(inner).empty());
    EXPECT_EQ(world.slot(moved).as<CNodeView>().guard(), 2U);
}

TEST(CNode, RotateMovesTwo) {
    World world;
    const Cap source = world.make_cnode(3);
    const Cap pivot = world.make_cnode(4);
    const Cap destination = world.free_slot();
    const Rotate rotate{destination, whole, 0, {node}, pivot, whole, 0, {node}, source, whole};
    world.must(node, rotate);
    EXPECT_TRUE(world.slot(source).empty());
    EXPECT_EQ(world.slot(pivot).as<CNodeView>().radix(), 3U);
    EXPECT_EQ(world.slot(destination).as<CNodeView>().radix(), 4U);
    // Back again, as a swap: source and destination are the same.
    world.must(node, Rotate{destination, whole, 0, {node}, pivot, whole, 0, {node}, destination, whole});
    EXPECT_EQ(world.slot(pivot).as<CNodeView>().radix(), 4U);
    EXPECT_EQ(world.slot(destination).as<CNodeView>().radix(), 3U);
}

TEST(CNode, RotateChecksItsThreeSlots) {
    World world;
    const Cap source = world.make_cnode(3);
    const Cap pivot = world.make_cnode(4);
    const auto rotate = [&](Cap to, Cap middle, Cap from) {
        return world.invoke(node, Rotate{to, whole, 0, {node}, middle, whole, 0, {node}, from, whole})
            .error();
    };
    EXPECT_EQ(rotate(world.free_slot(), source, source), Error::illegal_operation);
    EXPECT_EQ(rotate(pivot, pivot, source), Error::illegal_operation);
    EXPECT_EQ(rotate(world.make_endpoint(), pivot, source), Error::delete_first);
    EXPECT_EQ(rotate(world.free_slot(), world.free_slot(), source), Error::failed_lookup);
    EXPECT_EQ(rotate(world.free_slot(), pivot, world.free_slot()), Error::failed_lookup);
}

TEST(CNode, SwappingNeighboursKeepsTheTree) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap first = world.mint(endpoint, 1);
    const Cap second = world.mint(endpoint, 2);
    // Badged endpoints cannot be rotated (their badge would have to be set again): neighbours that can are
    // CNodes.
    const Cap one = world.make_cnode(2);
    const Cap two = world.copy(one);
    world.must(
        node, Rotate{one, whole, api::CNodeData::make(1, 1).bits, {node}, two, whole, 0, {node}, one, whole});
    EXPECT_EQ(world.slot(one).as<CNodeView>().guard_size(), 1U);
    world.remove(one);
    EXPECT_TRUE(world.slot(two).is<CNodeView>());
    world.revoke(endpoint);
    EXPECT_TRUE(world.slot(first).empty() && world.slot(second).empty());
}

TEST(CNode, SomeKindsCannotBeCopied) {
    World world;
    EXPECT_EQ(world.invoke(node, copy_of(World::interrupts_cap, world.free_slot())).error(),
              Error::illegal_operation);
    // Untyped memory with children: its copies could be retyped twice.
    EXPECT_EQ(world.invoke(node, copy_of(world.untyped_cap(), world.free_slot())).error(),
              Error::revoke_first);
    // Page tables and address spaces that are not in use yet.
    using Type = api::architecture::ObjectType;
    EXPECT_EQ(world.invoke(node, copy_of(world.make(Type::page_table), world.free_slot())).error(),
              Error::illegal_operation);
    EXPECT_EQ(world.invoke(node, copy_of(world.make(Type::vspace), world.free_slot())).error(),
              Error::illegal_operation);
}

TEST(CNode, FramesNeedTheRightToRead) {
    World world;
    const Cap frame = world.make(api::architecture::ObjectType::small_frame);
    const Cap readable = world.copy(frame, CapabilityRights::read());
    EXPECT_EQ(world.slot(readable).as<FrameView>().rights(), RightSet{FrameRight::read});
    const Cap useless = world.copy(frame, CapabilityRights::write());
    EXPECT_EQ(world.slot(useless).as<FrameView>().rights().bits(), 0U);
}

TEST(CNode, AnUntypedCopyUsesTheOriginalUp) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap twin = world.copy(memory);
    EXPECT_EQ(world.slot(memory).as<UntypedView>().free_bytes(), 0U);
    const Word endpoint_type = static_cast<Word>(api::ObjectType::endpoint);
    const Received answer =
        world.invoke(memory, api::untyped::Retype{endpoint_type, 0, {node}, 0, 0, world.free_slot(), 1});
    EXPECT_EQ(answer.error(), Error::not_enough_memory);
    world.make_from(twin, endpoint_type);
}

/// As on seL4: what can be found wrong in the words that are there is answered first.
TEST(CNode, MissingArgumentsAreMissedOnlyWhenTheyAreNeeded) {
    World world;
    const Cap endpoint = world.make_endpoint();
    const Cap empty = world.free_slot();
    const auto answer = [&](const Copy& copy, std::size_t words) {
        Message message = World::message_for(copy);
        message.words.resize(words);
        world.call(world.root(), node, message);
        return world.received(world.root()).error();
    };
    EXPECT_EQ(answer({empty, 0, {node}, endpoint, whole, all}, 2), Error::range_error);
    EXPECT_EQ(answer({endpoint, whole, {node}, endpoint, whole, all}, 3), Error::truncated_message);
    EXPECT_EQ(answer({endpoint, whole, {node}, endpoint, whole, all}, 4), Error::delete_first);
    EXPECT_EQ(answer({empty, whole, {node}, empty, whole, all}, 4), Error::failed_lookup);
    EXPECT_EQ(answer(copy_of(endpoint, empty), 4), Error::truncated_message);
}

TEST(CNode, APivotThatCannotBeFoundCountsAsASource) {
    World world;
    const Cap source = world.make_endpoint();
    const Cap destination = world.free_slot();
    const Received answer =
        world.invoke(node, Rotate{destination, whole, 0, {source}, source, whole, 0, {node}, source, whole});
    EXPECT_EQ(answer.error(), Error::failed_lookup);
    EXPECT_EQ(answer.words, (std::vector<Word>{1, static_cast<Word>(api::LookupFailure::invalid_root)}));
}

TEST(CNode, ADepthBeyondEightBitsIsOutOfRange) {
    World world;
    const Word depth = power_of_two(8) + word_bits;
    EXPECT_EQ(world.invoke(node, api::cnode::Delete{world.free_slot(), depth}).error(), Error::range_error);
}

} // namespace
} // namespace nacre::test
