// SPDX-License-Identifier: MIT
// No sentence of the interface without a check: every method's success, each of its documented errors, and
// the sel4test cases that its own reference runs leave out.
#include <api/codec.hpp>
#include <conformance/check.hpp>

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <tuple>

namespace nacre::conformance {
namespace {

bool is_checked(std::string_view subject, api::Error error, std::string_view sentence) {
    return std::ranges::any_of(all_checks(), [&](std::span<const Check> group) {
        return std::ranges::any_of(group, [&](const Check& check) {
            return check.subject == subject && check.error == error && check.sentence == sentence;
        });
    });
}

TEST(Conformance, EverySuccessHasACheck) {
    api::for_each_method([]<api::Method M>() {
        // A method that nobody can invoke cannot be seen to do its work.
        EXPECT_EQ(is_checked(M::name, api::Error::no_error, M::summary), api::is_reachable<M>()) << M::name;
    });
}

TEST(Conformance, EveryDocumentedErrorHasACheck) {
    api::for_each_method([]<api::Method M>() {
        for (const api::RefusedCase& row : M::errors) {
            EXPECT_TRUE(is_checked(M::name, row.error, row.when))
                << M::name << ": " << api::name_of(row.error) << " when " << row.when;
        }
    });
}

TEST(Conformance, EveryNeededRightHasACheck) {
    api::for_each_method([]<api::Method M>() {
        if constexpr (requires { M::needed_rights; }) {
            static_assert(NeedsRights<M>);
            EXPECT_TRUE(is_checked(M::name, api::Error::no_error, M::needed_rights[0].rights)) << M::name;
        }
    });
}

TEST(Conformance, EveryMethodWithArgumentsIsSentTruncated) {
    api::for_each_method([]<api::Method M>() {
        if (api::is_reachable<M>() && api::message_length<M> + api::capability_count<M> > 0) {
            EXPECT_TRUE(is_checked(M::name, api::Error::truncated_message, truncated_case)) << M::name;
        }
    });
}

TEST(Conformance, EveryMethodIsInvokedOnNothingAndOnSomethingElse) {
    api::for_each_method([]<api::Method M>() {
        EXPECT_TRUE(is_checked(M::name, api::Error::invalid_capability, empty_slot_case)) << M::name;
        EXPECT_TRUE(is_checked(M::name, api::Error::illegal_operation, other_kind_case)) << M::name;
    });
}

TEST(Conformance, TheCasesThatReferenceRunsLeaveOutAreChecked) {
    constexpr std::array left_out{
        "TIMER0001",          "TIMER0002",          "INTERRUPT0002",      "INTERRUPT0003",
        "INTERRUPT0004",      "INTERRUPT0005",      "INTERRUPT0006",      "PREEMPT_REVOKE",
        "SCHED_CONTEXT_0002", "SCHED_CONTEXT_0005", "SCHED_CONTEXT_0009", "SCHED_CONTEXT_0010",
        "SCHED_CONTEXT_0011", "SCHED_CONTEXT_0012", "SCHED_CONTEXT_0013",
    };
    for (const std::string_view name : left_out) {
        EXPECT_TRUE(std::ranges::any_of(all_checks(), [&](std::span<const Check> group) {
            return std::ranges::find(group, name, &Check::subject) != group.end();
        })) << name;
    }
}

TEST(Conformance, NoCheckStandsTwice) {
    std::set<std::tuple<std::string_view, api::Error, std::string_view>> seen;
    for (const std::span<const Check> group : all_checks()) {
        for (const Check& check : group) {
            EXPECT_TRUE(seen.emplace(check.subject, check.error, check.sentence).second)
                << check.subject << ": " << check.sentence;
        }
    }
}

} // namespace
} // namespace nacre::conformance
