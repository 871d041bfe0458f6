// SPDX-License-Identifier: MIT
// The list of methods: labels without gaps, look-up by label, tables that fit a message.
#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <api/system_call.hpp>

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace nacre::api {
namespace {

TEST(MethodList, LabelsAreDenseFromOne) {
    Word expected = 1;
    for_each_method([&]<Method M>() { EXPECT_EQ(label_of<M>, expected++) << M::name; });
    EXPECT_EQ(expected, method_count + 1);
}

TEST(MethodList, NamesAreUnique) {
    std::set<std::string> names;
    for_each_method([&]<Method M>() {
        EXPECT_TRUE(names.insert(M::name).second) << M::name;
        EXPECT_TRUE(names.insert(M::sel4_name).second) << M::sel4_name;
    });
}

TEST(MethodList, ALabelLeadsToItsMethod) {
    bool found = false;
    EXPECT_TRUE(
        visit_method(label_of<cnode::Mint>, [&]<Method M>() { found = std::same_as<M, cnode::Mint>; }));
    EXPECT_TRUE(found);
    EXPECT_STREQ(method_name(label_of<frame::Map>), "Frame_Map");
}

TEST(MethodList, OtherLabelsLeadNowhere) {
    const auto never = []<Method M>() { ADD_FAILURE() << M::name; };
    EXPECT_FALSE(visit_method(invalid_invocation, never));
    EXPECT_FALSE(visit_method(method_count + 1, never));
    EXPECT_FALSE(visit_method(~Word{0}, never));
    EXPECT_STREQ(method_name(0), "unknown method");
}

TEST(MethodList, EveryMessageFits) {
    for_each_method([&]<Method M>() {
        EXPECT_LE(message_length<M> + trailing_words<M>(), message_maximum_length) << M::name;
        EXPECT_LE(capability_count<M>, maximum_extra_capabilities) << M::name;
        EXPECT_LE(trailing_output_words<M>(), message_maximum_length) << M::name;
        if constexpr (HasOutput<M>) {
            EXPECT_LE(message_length<typename M::Output>, message_maximum_length) << M::name;
        }
    });
}

TEST(MethodList, EveryMethodIsDescribed) {
    for_each_method([&]<Method M>() {
        EXPECT_TRUE(std::string{M::summary}.ends_with('.')) << M::name;
        EXPECT_NE(M::object, ObjectKind::null) << M::name;
        const auto check = [](const auto& row) {
            EXPECT_STRNE(row.name, "");
            EXPECT_STRNE(row.description, "");
        };
        std::apply([&](const auto&... rows) { (check(rows), ...); }, M::arguments);
    });
}

TEST(MethodList, OneBuildServesOneOfTheTwoLastMethods) {
    EXPECT_NE((is_served<interrupt_control::IssueSgiSignal>), (is_served<interrupt_control::GetTriggerCore>));
    using Multicore = architecture::ArchitectureMethods<true>;
    using Unicore = architecture::ArchitectureMethods<false>;
    static_assert(Multicore::size == Unicore::size);
    static_assert(Multicore::index_of<interrupt_control::GetTriggerCore> ==
                  Unicore::index_of<interrupt_control::IssueSgiSignal>);
}

TEST(SystemCalls, NumbersAndNamesAreUnique) {
    std::set<std::string> names;
    std::set<SystemCall> numbers;
    for (const auto& description : system_calls) {
        EXPECT_TRUE(names.insert(description.name).second) << description.name;
        EXPECT_TRUE(numbers.insert(description.number).second) << description.name;
        EXPECT_STREQ(name_of(description.number), description.name);
    }
    EXPECT_STREQ(name_of(static_cast<SystemCall>(5)), "unknown system call");
}

} // namespace
} // namespace nacre::api
