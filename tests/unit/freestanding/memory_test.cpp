// SPDX-License-Identifier: MIT
// Compares our memory functions with the host's for every small size, alignment and overlap.
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <numeric>

extern "C" {
void* nacre_memcpy(void* destination, const void* source, std::size_t size);
void* nacre_memmove(void* destination, const void* source, std::size_t size);
void* nacre_memset(void* destination, int value, std::size_t size);
int nacre_memcmp(const void* left, const void* right, std::size_t size);
void* nacre_memchr(const void* memory, int value, std::size_t size);
}

namespace {

constexpr std::size_t largest = 100;
constexpr std::size_t alignments = 17;
using Buffer = std::array<unsigned char, 2 * largest + 2 * alignments>;

Buffer numbered(unsigned char first) {
    Buffer buffer;
    std::iota(buffer.begin(), buffer.end(), first);
    return buffer;
}

/// Calls `check(size, to, from)` for sizes and offsets that meet every path: head, rows of words, words,
/// tail.
template<typename Check>
void for_each_shape(Check check) {
    for (std::size_t size = 0; size <= largest; ++size) {
        for (std::size_t to = 0; to < alignments; ++to) {
            for (std::size_t from = 0; from < alignments; ++from) {
                check(size, to, from);
            }
        }
    }
}

TEST(FreestandingMemory, CopyMovesExactlyTheBytes) {
    const Buffer source = numbered(1);
    for_each_shape([&](std::size_t size, std::size_t to, std::size_t from) {
        Buffer ours = numbered(101);
        Buffer theirs = ours;
        EXPECT_EQ(nacre_memcpy(ours.data() + to, source.data() + from, size), ours.data() + to);
        std::memcpy(theirs.data() + to, source.data() + from, size);
        ASSERT_EQ(ours, theirs) << size << " bytes from " << from << " to " << to;
    });
}

TEST(FreestandingMemory, MoveSurvivesOverlap) {
    for_each_shape([&](std::size_t size, std::size_t to, std::size_t from) {
        Buffer ours = numbered(7);
        Buffer theirs = ours;
        EXPECT_EQ(nacre_memmove(ours.data() + to, ours.data() + from, size), ours.data() + to);
        std::memmove(theirs.data() + to, theirs.data() + from, size);
        ASSERT_EQ(ours, theirs) << size << " bytes from " << from << " to " << to;
    });
}

TEST(FreestandingMemory, SetWritesTheLowByteOnly) {
    for_each_shape([&](std::size_t size, std::size_t to, std::size_t value) {
        Buffer ours = numbered(3);
        Buffer theirs = ours;
        const int wide = static_cast<int>(value * 37 + 0x1200);
        EXPECT_EQ(nacre_memset(ours.data() + to, wide, size), ours.data() + to);
        std::memset(theirs.data() + to, wide, size);
        ASSERT_EQ(ours, theirs) << size << " bytes at " << to;
    });
}

TEST(FreestandingMemory, CompareFindsTheFirstDifference) {
    for_each_shape([&](std::size_t size, std::size_t at, std::size_t offset) {
        const Buffer left = numbered(200);
        Buffer right;
        std::memcpy(right.data() + offset, left.data(), size);
        EXPECT_EQ(nacre_memcmp(left.data(), right.data() + offset, size), 0);
        if (at < size) {
            right[offset + at] = static_cast<unsigned char>(left[at] + 128);
            const int order = nacre_memcmp(left.data(), right.data() + offset, size);
            ASSERT_EQ(order < 0, left[at] < right[offset + at]) << size << " bytes, difference at " << at;
            ASSERT_NE(order, 0);
        }
    });
}

TEST(FreestandingMemory, FindLooksNoFurtherThanTold) {
    const Buffer buffer = numbered(0);
    EXPECT_EQ(nacre_memchr(buffer.data(), 9, 10), buffer.data() + 9);
    EXPECT_EQ(nacre_memchr(buffer.data(), 9, 9), nullptr);
    EXPECT_EQ(nacre_memchr(buffer.data(), 0x109, 10), buffer.data() + 9);
    EXPECT_EQ(nacre_memchr(buffer.data(), 0, 0), nullptr);
}

} // namespace
