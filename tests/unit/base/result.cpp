// SPDX-License-Identifier: MIT
// A Result holds a value or a reason, and passes reasons on.
#include <base/result.hpp>

#include <gtest/gtest.h>

namespace nacre {
namespace {

enum class Reason { first, second };

Result<int, Reason> half(int value) {
    if (value % 2 != 0) {
        return failure(Reason::second);
    }
    return value / 2;
}

Result<void, Reason> check(int value) {
    NACRE_TRY(result, half(value));
    if (result == 0) {
        return failure(Reason::first);
    }
    return {};
}

Result<int, Reason> checked(int value) {
    NACRE_CHECK(check(value));
    return value;
}

TEST(Result, HoldsAValueOrAReason) {
    EXPECT_EQ(*half(4), 2);
    EXPECT_EQ(half(3).reason(), Reason::second);
}

TEST(Result, PassesReasonsOn) {
    EXPECT_TRUE(check(4));
    EXPECT_EQ(check(0).reason(), Reason::first);
    EXPECT_EQ(checked(3).reason(), Reason::second);
    EXPECT_EQ(*checked(6), 6);
}

TEST(ResultDeathTest, ReadingTheWrongHalfIsABug) {
    EXPECT_DEATH(static_cast<void>(half(3).value()), "assertion failed");
    EXPECT_DEATH(static_cast<void>(half(4).reason()), "assertion failed");
}

} // namespace
} // namespace nacre
