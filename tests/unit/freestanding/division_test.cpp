// SPDX-License-Identifier: MIT
// Compares our 64-bit division with the host's, around every power of two.
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

extern "C" {
std::uint64_t nacre_udivdi3(std::uint64_t dividend, std::uint64_t divisor);
std::uint64_t nacre_umoddi3(std::uint64_t dividend, std::uint64_t divisor);
std::int64_t nacre_divdi3(std::int64_t dividend, std::int64_t divisor);
std::int64_t nacre_moddi3(std::int64_t dividend, std::int64_t divisor);
}

namespace {

std::vector<std::uint64_t> interesting_values() {
    std::vector<std::uint64_t> values;
    for (unsigned bit = 0; bit < 64; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        for (const std::uint64_t value : {power - 1, power, power + 1, power * 3, power * 10 - 7}) {
            values.push_back(value);
        }
    }
    return values;
}

TEST(Division, IsTheHostsWithoutSigns) {
    for (const std::uint64_t dividend : interesting_values()) {
        for (const std::uint64_t divisor : interesting_values()) {
            if (divisor != 0) {
                ASSERT_EQ(nacre_udivdi3(dividend, divisor), dividend / divisor) << dividend << "/" << divisor;
                ASSERT_EQ(nacre_umoddi3(dividend, divisor), dividend % divisor) << dividend << "/" << divisor;
            }
        }
    }
}

TEST(Division, RoundsTowardsZeroWithSigns) {
    const std::vector<std::int64_t> dividends{7, -7, 100'000'000'000, -100'000'000'000, INT64_MIN};
    const std::vector<std::int64_t> divisors{2, -2, 70'000, -70'000, 5'000'000'000};
    for (const std::int64_t dividend : dividends) {
        for (const std::int64_t divisor : divisors) {
            EXPECT_EQ(nacre_divdi3(dividend, divisor), dividend / divisor) << dividend << "/" << divisor;
            EXPECT_EQ(nacre_moddi3(dividend, divisor), dividend % divisor) << dividend << "/" << divisor;
        }
    }
}

} // namespace
