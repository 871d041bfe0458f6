// SPDX-License-Identifier: MIT
// The arithmetic of refills: what is used comes back one period later, and no tick is lost or made.
#include <core/schedule/refill.hpp>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <support/refill_total.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

constexpr refill::Limits limits{.kernel_time = 10, .minimum_budget = 20};

struct Ring {
    SchedulingContext context{};
    std::array<Refill, 8> storage{};
    const Refill& at(std::uint32_t position) const {
        return storage[(context.head + position) % context.capacity];
    }
};

TEST(Refill, UseThatTouchesComesBackTogether) {
    Ring ring;
    refill::start(ring.context, 4, 1000, 5000, 100);
    refill::charge(limits, ring.context, 300);
    refill::charge(limits, ring.context, 200);
    ASSERT_EQ(ring.context.count, 2U);
    EXPECT_EQ(ring.at(0).time, 600U);
    EXPECT_EQ(ring.at(0).amount, 500U);
    EXPECT_EQ(ring.at(1).time, 5100U);
    EXPECT_EQ(ring.at(1).amount, 500U);
}

TEST(Refill, UseOfAllPostponesIt) {
    Ring ring;
    refill::start(ring.context, 4, 1000, 5000, 100);
    refill::charge(limits, ring.context, 1000);
    EXPECT_EQ(ring.context.count, 1U);
    EXPECT_EQ(ring.at(0).time, 5100U);
    EXPECT_EQ(ring.at(0).amount, 1000U);
}

TEST(Refill, TooSmallARestIsJoined) {
    Ring ring;
    refill::start(ring.context, 4, 1000, 5000, 100);
    refill::charge(limits, ring.context, 990);
    EXPECT_EQ(ring.context.count, 1U);
    EXPECT_EQ(ring.at(0).amount, 1000U);
    EXPECT_EQ(ring.at(0).time, 5090U);
}

TEST(Refill, NothingIsLostOrMade) {
    for (unsigned seed = 0; seed < 200; seed++) {
        std::mt19937 random{seed};
        Ring ring;
        Ticks now = 1000;
        refill::start(ring.context, 2 + random() % 7, 1000, 4000 + random() % 4000, now);
        for (unsigned step = 0; step < 100; step++) {
            now += random() % 3000;
            refill::wake(limits, ring.context, now);
            refill::charge(limits, ring.context, random() % 1200);
            ASSERT_EQ(total_of(ring.context), 1000U) << seed;
            ASSERT_GE(ring.at(0).amount, limits.minimum_budget);
            for (std::uint32_t position = 0; position + 1 < ring.context.count; position++) {
                ASSERT_LE(ring.at(position).time + ring.at(position).amount, ring.at(position + 1).time)
                    << seed;
            }
        }
    }
}

} // namespace
} // namespace nacre::test
