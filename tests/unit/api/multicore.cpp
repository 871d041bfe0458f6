// SPDX-License-Identifier: MIT
// The variant for several cores: one method takes another's label, and nothing else moves.
#include <api/codec.hpp>
#include <api/method_list.hpp>

#include <gtest/gtest.h>

namespace nacre::api {
namespace {

TEST(MulticoreInterface, ServesTheOtherMethodUnderTheLastLabel) {
    EXPECT_TRUE(is_served<interrupt_control::GetTriggerCore>);
    EXPECT_FALSE(is_served<interrupt_control::IssueSgiSignal>);
    EXPECT_EQ(label_of<interrupt_control::GetTriggerCore>, method_count);
    EXPECT_EQ(label_of<interrupt_control::GetTriggerCore>, label_of<interrupt_control::GetTrigger> + 1);
    EXPECT_EQ(message_length<interrupt_control::GetTriggerCore>, 5U);
}

} // namespace
} // namespace nacre::api
