// SPDX-License-Identifier: MIT
// The pool of untyped memory, over a pretended kernel that checks every order it gets.
#include <loading/memory_pool.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace nacre::user {
namespace {

constexpr Word first_slot = 1000;

/// Knows which slots hold a block of which size, and which were made of which.
struct PretendedKernel {
    struct Slot {
        unsigned size_bits;
        Word parent;
    };
    std::map<Word, Slot> slots;

    bool halve(Word whole, unsigned size_bits, Word first) {
        EXPECT_EQ(slots.at(whole).size_bits, size_bits + 1);
        for (const auto& [slot, block] : slots) {
            EXPECT_NE(block.parent, whole) << "halved twice";
        }
        for (const Word slot : {first, first + 1}) {
            EXPECT_TRUE(slots.emplace(slot, Slot{size_bits, whole}).second)
                << "slot " << slot << " is occupied";
        }
        return true;
    }
    void revoke(Word slot) {
        EXPECT_TRUE(slots.contains(slot));
        std::vector<Word> children;
        for (const auto& [child, block] : slots) {
            if (block.parent == slot) {
                children.push_back(child);
            }
        }
        for (const Word child : children) {
            revoke(child);
            slots.erase(child);
        }
    }
};

struct Operations {
    PretendedKernel* kernel;
    bool halve(Word whole, unsigned size_bits, Word first) { return kernel->halve(whole, size_bits, first); }
    void revoke(Word slot) { kernel->revoke(slot); }
};

class Pool : public testing::Test {
protected:
    void add(Word slot, Word address, unsigned size_bits, bool device = false) {
        kernel.slots[slot] = {size_bits, 0};
        ASSERT_TRUE(pool.add({slot, address, static_cast<std::uint8_t>(size_bits), device}));
    }
    PretendedKernel kernel;
    MemoryPool<Operations> pool{Operations{&kernel}, first_slot};
};

TEST_F(Pool, GivesExactlyWhatIsAskedAndTakesItBack) {
    add(1, 0, 20);
    const auto block = pool.allocate(14);
    ASSERT_TRUE(block);
    EXPECT_EQ(pool[*block].size_bits, 14);
    EXPECT_EQ(pool.free_bytes(), (1U << 20) - (1U << 14));
    pool.free(*block);
    EXPECT_EQ(pool.free_bytes(), pool.total_bytes());
    EXPECT_TRUE(pool.allocate(20)) << "the halves are joined when the whole is wanted";
}

TEST_F(Pool, TakesTheSmallestBlockThatFits) {
    add(1, 0, 20);
    add(2, 1 << 20, 16);
    EXPECT_EQ(pool[*pool.allocate(16)].slot, 2U);
    EXPECT_EQ(pool[*pool.allocate(20)].slot, 1U);
    EXPECT_FALSE(pool.allocate(12));
}

TEST_F(Pool, FindsThePageOfADevice) {
    add(1, 0x3f00'0000, 24, true);
    const auto page = pool.allocate_device(0x3f20'1000, 12);
    ASSERT_TRUE(page);
    EXPECT_EQ(pool[*page].physical_address, 0x3f20'1000U);
    EXPECT_FALSE(pool.allocate_device(0x3f20'1000, 12)) << "it is taken";
    EXPECT_TRUE(pool.allocate_device(0x3f10'0000, 12));
    EXPECT_FALSE(pool.allocate_device(0x4000'0000, 12));
    EXPECT_FALSE(pool.allocate(12)) << "registers are no memory";
    EXPECT_EQ(pool.total_bytes(), 0U);
}

TEST_F(Pool, HandsOverEverythingThatIsFree) {
    add(1, 0, 16);
    ASSERT_TRUE(pool.allocate(12));
    Word bytes = 0;
    pool.take_all(12, [&](const auto& block) {
        bytes += power_of_two(block.size_bits);
        return true;
    });
    EXPECT_EQ(bytes, (1U << 16) - (1U << 12));
    EXPECT_EQ(pool.free_bytes(), 0U);
}

TEST_F(Pool, AThousandLivesLeaveNothingBehind) {
    add(1, 0, 24);
    add(2, 1 << 24, 19);
    std::mt19937 random{2};
    std::vector<MemoryPool<Operations>::Handle> taken;
    for (unsigned i = 0; i < 1000; ++i) {
        if (taken.empty() || random() % 2 == 0) {
            if (const auto block = pool.allocate(12 + static_cast<unsigned>(random() % 8))) {
                taken.push_back(*block);
            }
        } else {
            const std::size_t which = random() % taken.size();
            pool.free(taken[which]);
            taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(which));
        }
    }
    for (const auto block : taken) {
        pool.free(block);
    }
    EXPECT_EQ(pool.free_bytes(), pool.total_bytes());
    EXPECT_TRUE(pool.allocate(24));
    EXPECT_TRUE(pool.allocate(19));
}

} // namespace
} // namespace nacre::user
