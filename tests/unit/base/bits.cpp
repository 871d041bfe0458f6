// SPDX-License-Identifier: MIT
// Masks, alignment and fields, at the edges of a word.
#include <base/address.hpp>
#include <base/bits.hpp>

#include <gtest/gtest.h>

namespace nacre {
namespace {

TEST(Bits, MasksReachTheWholeWord) {
    EXPECT_EQ(low_mask(0), 0U);
    EXPECT_EQ(low_mask(12), 0xfffU);
    EXPECT_EQ(low_mask(word_bits), ~Word{0});
}

TEST(Bits, AlignmentRoundsBothWays) {
    EXPECT_EQ(align_down(0x1fff, 12), 0x1000U);
    EXPECT_EQ(align_up(0x1001, 12), 0x2000U);
    EXPECT_EQ(align_up(0x1000, 12), 0x1000U);
    EXPECT_EQ(align_up(~Word{0}, 12), 0U) << "wraps past the last page";
    EXPECT_TRUE(is_aligned(0, 12));
    EXPECT_FALSE(is_aligned(0x800, 12));
}

TEST(Bits, AFieldTouchesOnlyItsBits) {
    using Field = BitField<std::uint32_t, 4, 8>;
    EXPECT_EQ(Field::get(0xabcdU), 0xbcU);
    EXPECT_EQ(Field::set(0xffffffffU, 0), 0xfffff00fU);
    EXPECT_EQ(Field::make(0x1ff), 0xff0U) << "cut to the field";
    using Whole = BitField<std::uint32_t, 0, 32>;
    EXPECT_EQ(Whole::set(0, 0xffffffffU), 0xffffffffU);
}

TEST(Bits, HighestBit) {
    EXPECT_EQ(highest_bit(1), 0U);
    EXPECT_EQ(highest_bit(~Word{0}), word_bits - 1);
}

TEST(Address, RangesAreHalfOpen) {
    const PhysicalRange range{{0x1000}, {0x2000}};
    EXPECT_TRUE(range.contains({0x1000}));
    EXPECT_FALSE(range.contains({0x2000}));
    EXPECT_FALSE(range.overlaps({{0x2000}, {0x3000}}));
    EXPECT_TRUE(range.overlaps({{0x1fff}, {0x3000}}));
    EXPECT_EQ(range.size(), 0x1000U);
}

} // namespace
} // namespace nacre
