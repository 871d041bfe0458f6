// SPDX-License-Identifier: MIT
// Capability addresses: guards, depths, and what a failed look-up says (manual, "Capability Addressing").
#include <core/capability/lookup.hpp>
#include <gtest/gtest.h>

#include <array>

namespace nacre::test {
namespace {

using namespace kernel;
using api::LookupFailure;

struct Nodes {
    alignas(256) std::array<Slot, 16> outer{};
    alignas(256) std::array<Slot, 4> inner{};

    Nodes() {
        inner_cap = CNodeView::with_guard(CNodeView::make(inner.data(), 2), 0b101, 3);
        outer[3].capability = inner_cap;
        outer[5].capability = Capability::make(Kind::domain, 0);
        root = CNodeView::with_guard(CNodeView::make(outer.data(), 4), 0b11, 2);
    }
    Capability root{};
    Capability inner_cap{};
};

TEST(Lookup, ResolvesThroughGuardsAndLevels) {
    Nodes nodes;
    // guard 11, slot 0011, guard 101, slot 10
    const auto found = resolve(nodes.root, 0b11'0011'101'10, 11);
    ASSERT_TRUE(found);
    EXPECT_EQ(found.slot, &nodes.inner[2]);
    EXPECT_EQ(found.bits_left, 0U);
}

TEST(Lookup, StopsWhereTheDepthEnds) {
    Nodes nodes;
    const auto found = resolve(nodes.root, 0b11'0011, 6);
    ASSERT_TRUE(found);
    EXPECT_EQ(found.slot, &nodes.outer[3]);
    EXPECT_EQ(found.bits_left, 0U);
}

TEST(Lookup, StopsEarlyAtOtherCapabilities) {
    Nodes nodes;
    const auto found = resolve(nodes.root, 0b11'0101'0000, 10);
    ASSERT_TRUE(found);
    EXPECT_EQ(found.slot, &nodes.outer[5]);
    EXPECT_EQ(found.bits_left, 4U);
    // An empty slot stops the walk too.
    EXPECT_EQ(resolve(nodes.root, 0b11'0000'0000, 10).bits_left, 4U);
}

TEST(Lookup, NamesTheGuardThatDiffers) {
    Nodes nodes;
    EXPECT_FALSE(resolve(nodes.root, 0b10'0011, 6));
    const LookupFault outer = lookup_fault(nodes.root, 0b10'0011, 6);
    EXPECT_EQ(outer.type, LookupFailure::guard_mismatch);
    EXPECT_EQ(outer.bits_left, 6U);
    EXPECT_EQ(outer.bits_found, 2U);
    EXPECT_EQ(outer.guard_found, 0b11U);
    EXPECT_FALSE(resolve(nodes.root, 0b11'0011'100'10, 11));
    const LookupFault inner = lookup_fault(nodes.root, 0b11'0011'100'10, 11);
    EXPECT_EQ(inner.bits_left, 5U);
    EXPECT_EQ(inner.guard_found, 0b101U);
}

TEST(Lookup, GuardLongerThanTheRestMismatches) {
    Nodes nodes;
    EXPECT_FALSE(resolve(nodes.root, 1, 1));
    const LookupFault found = lookup_fault(nodes.root, 1, 1);
    EXPECT_EQ(found.type, LookupFailure::guard_mismatch);
    EXPECT_EQ(found.bits_left, 1U);
}

TEST(Lookup, TooFewBitsForALevelAreADepthMismatch) {
    Nodes nodes;
    EXPECT_FALSE(resolve(nodes.root, 0b11'001, 5));
    const LookupFault found = lookup_fault(nodes.root, 0b11'001, 5);
    EXPECT_EQ(found.type, LookupFailure::depth_mismatch);
    EXPECT_EQ(found.bits_left, 5U);
    EXPECT_EQ(found.bits_found, 6U);
}

TEST(Lookup, RootMustBeACNode) {
    for (const Capability root : {Capability{}, Capability::make(Kind::domain, 0)}) {
        EXPECT_FALSE(resolve(root, 0, word_bits));
        EXPECT_EQ(lookup_fault(root, 0).type, LookupFailure::invalid_root);
    }
}

TEST(Lookup, UsesOnlyTheLowestDepthBits) {
    Nodes nodes;
    const auto found = resolve(nodes.root, ~low_mask(6) | 0b11'0011, 6);
    ASSERT_TRUE(found);
    EXPECT_EQ(found.slot, &nodes.outer[3]);
}

TEST(Lookup, WholeWordGuardResolvesEveryBit) {
    alignas(256) std::array<Slot, 2> slots{};
    const Capability root = CNodeView::with_guard(CNodeView::make(slots.data(), 1), 0, word_bits - 1);
    EXPECT_EQ(find_slot(root, 1), &slots[1]);
    EXPECT_EQ(lookup_fault(root, 1).type, LookupFailure::no_failure);
    EXPECT_EQ(find_slot(root, 2), nullptr);
    EXPECT_EQ(lookup_fault(root, 2).type, LookupFailure::guard_mismatch);
}

} // namespace
} // namespace nacre::test
