// SPDX-License-Identifier: MIT
// The timer service's list of sleepers.
#include <services/timer/sleepers.hpp>

#include <gtest/gtest.h>

namespace nacre::user {
namespace {

TEST(Sleepers, WakeWhenTheirTimeHasCome) {
    Sleepers<3> sleepers;
    sleepers.add({.badge = 1, .reply = 11, .wake_at = 100});
    sleepers.add({.badge = 2, .reply = 12, .wake_at = 50});
    sleepers.add({.badge = 3, .reply = 13, .wake_at = 200});
    EXPECT_TRUE(sleepers.full());
    EXPECT_FALSE(sleepers.take_due(49));
    EXPECT_EQ(sleepers.take_due(50)->reply, 12U);
    EXPECT_FALSE(sleepers.take_due(50));
    EXPECT_TRUE(sleepers.take_due(1000));
    EXPECT_TRUE(sleepers.take_due(1000));
    EXPECT_TRUE(sleepers.empty());
}

TEST(Sleepers, AreForgottenWithTheirProgram) {
    Sleepers<4> sleepers;
    sleepers.add({.badge = 7, .reply = 1, .wake_at = 1});
    sleepers.add({.badge = 8, .reply = 2, .wake_at = 1});
    EXPECT_EQ(sleepers.take_of(7)->reply, 1U);
    EXPECT_FALSE(sleepers.take_of(7));
    EXPECT_EQ(sleepers.take_due(1)->reply, 2U);
}

} // namespace
} // namespace nacre::user
