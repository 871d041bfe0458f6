// SPDX-License-Identifier: MIT
// The fuzzer finds a bug that was planted, and shows it with nothing that is not needed for it.
#include <fuzz/campaign.hpp>
#include <fuzz/shrink.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace nacre::test {

namespace {

std::vector<int> numbers_below(int count) {
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

TEST(shrink, keeps_exactly_what_the_failure_needs) {
    const auto fails = [](const std::vector<int>& some) {
        return std::ranges::count(some, 3) > 0 && std::ranges::count(some, 500) > 0 &&
               std::ranges::count(some, 999) > 0;
    };
    EXPECT_EQ(shrink(numbers_below(1000), fails), (std::vector<int>{3, 500, 999}));
}

TEST(shrink, keeps_the_order) {
    const auto fails = [](const std::vector<int>& some) { return some.size() >= 2 && some[0] < some[1]; };
    EXPECT_EQ(shrink(numbers_below(64), fails).size(), 2U);
}

TEST(shrink, leaves_nothing_where_nothing_is_needed) {
    EXPECT_TRUE(shrink(numbers_below(10), [](const std::vector<int>&) { return true; }).empty());
}

TEST(shrink, tries_few_of_many) {
    unsigned attempts = 0;
    const auto fails = [&](const std::vector<int>& some) {
        attempts++;
        return std::ranges::count(some, 4000) > 0;
    };
    EXPECT_EQ(shrink(numbers_below(5000), fails), std::vector<int>{4000});
    EXPECT_LT(attempts, 200U);
}

TEST(step, is_read_as_it_was_written) {
    const Step step{.kind = StepKind::call,
                    .number = static_cast<std::uint64_t>(-3),
                    .capability = 0xab,
                    .info = 0x3042,
                    .late = 17,
                    .words = {1, ~Word{0}, 0},
                    .capabilities = {5}};
    EXPECT_EQ(read_step(write_step(step)), step);
    EXPECT_EQ(read_step("time first=10 # 16 microseconds pass"), (Step{.kind = StepKind::time, .first = 16}));
}

TEST(step, is_refused_when_it_is_none) {
    EXPECT_FALSE(read_step("dance"));
    EXPECT_FALSE(read_step("time first=x"));
    EXPECT_FALSE(read_step("time fist=1"));
    EXPECT_FALSE(read_step("call words=1,,2"));
}

/// Breaks the kernel when the FPU was used and an interrupt comes later.
class PlantedBug : public testing::Test {
protected:
    PlantedBug() {
        campaign_.after_step = [this, used = false](World& world, const Step& step) mutable {
            used |= step.kind == StepKind::fpu;
            if (used && step.kind == StepKind::line) {
                break_it(world);
            }
        };
    }

    virtual void break_it(World& world) { world.processor().deadline_stale = true; }

    Failure find() {
        const auto failure = campaign_.run_world(1, 1000);
        if (!failure) {
            throw WorldError{"the planted bug was not found"};
        }
        return campaign_.shorten(*failure, [](std::size_t) {});
    }

    Campaign campaign_;
};

/// A world begins with the root task alone, so somebody must be started first.
void expect_fpu_then_line(const std::vector<Step>& steps) {
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].kind, StepKind::revive);
    EXPECT_EQ(steps[1].kind, StepKind::fpu);
    EXPECT_EQ(steps[2].kind, StepKind::line);
}

TEST_F(PlantedBug, is_found_by_the_invariants_and_shrunk) {
    const Failure failure = find();
    expect_fpu_then_line(failure.steps);
    EXPECT_NE(failure.verdict.signature().find("the timer is not set"), std::string::npos)
        << failure.verdict.output;
    EXPECT_FALSE(campaign_.replay(failure.seed, failure.steps).good);
}

class Crash : public PlantedBug {
    void break_it(World&) override { NACRE_ASSERT(false); }
};

TEST_F(Crash, of_an_assertion_is_shrunk) {
    const Failure failure = find();
    expect_fpu_then_line(failure.steps);
    EXPECT_NE(failure.verdict.signature().find("KERNEL PANIC"), std::string::npos) << failure.verdict.output;
}

TEST(Campaign, without_a_bug_finds_none) { EXPECT_FALSE(Campaign{}.run_world(1, 200)); }

TEST(Child, that_hangs_is_stopped) {
    volatile bool goes_on = true;
    const Verdict verdict = run_in_child(
        [&] {
            while (goes_on) {
            }
            return true;
        },
        1);
    EXPECT_FALSE(verdict.good);
    EXPECT_NE(verdict.signature().find("hangs"), std::string::npos);
}

} // namespace

} // namespace nacre::test
