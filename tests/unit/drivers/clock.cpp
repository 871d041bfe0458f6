// SPDX-License-Identifier: MIT
// The generic timer: a deadline arms it, silence masks it.
#include <drivers/clock/generic_timer.hpp>
#include <gtest/gtest.h>

namespace {

struct FakeTimer {
    static inline std::uint64_t compare = 0;
    static inline std::uint64_t control = 0;

    static std::uint64_t read_frequency() { return 62'500'000; }
    static std::uint64_t read_counter() { return 1234; }
    static void write_compare_value(std::uint64_t value) { compare = value; }
    static void write_control(std::uint64_t value) { control = value; }
};

using Timer = nacre::kernel::drivers::GenericTimer<FakeTimer>;

TEST(GenericTimer, ReadsWhatTheBoardSays) {
    EXPECT_EQ(Timer::frequency(), 62'500'000U);
    EXPECT_EQ(Timer::now(), 1234U);
}

TEST(GenericTimer, ADeadlineEnablesTheInterrupt) {
    Timer::set_deadline(5000);
    EXPECT_EQ(FakeTimer::compare, 5000U);
    EXPECT_EQ(FakeTimer::control, 1U);
}

TEST(GenericTimer, SilenceLastsUntilTheNextDeadline) {
    Timer::silence();
    EXPECT_EQ(FakeTimer::control, 3U);
    Timer::set_deadline(6000);
    EXPECT_EQ(FakeTimer::control, 1U);
}

} // namespace
