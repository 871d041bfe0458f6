// SPDX-License-Identifier: MIT
// The list whose links live in its members.
#include <base/list.hpp>

#include <gtest/gtest.h>
#include <vector>

namespace nacre {
namespace {

struct Member {
    int value;
    ListLink<Member> link{};
};

using Members = List<Member, &Member::link>;

std::vector<int> values(const Members& list) {
    std::vector<int> result;
    for (Member* member = list.first(); member != nullptr; member = Members::next(*member)) {
        result.push_back(member->value);
    }
    return result;
}

TEST(List, KeepsOrderAtBothEnds) {
    Members list;
    Member one{1};
    Member two{2};
    Member three{3};
    list.push_back(two);
    list.push_back(three);
    list.push_front(one);
    EXPECT_EQ(values(list), (std::vector{1, 2, 3}));
    list.remove(two);
    EXPECT_EQ(values(list), (std::vector{1, 3}));
    EXPECT_EQ(list.pop_front(), &one);
    EXPECT_EQ(list.pop_front(), &three);
    EXPECT_EQ(list.pop_front(), nullptr);
    EXPECT_TRUE(list.empty());
    EXPECT_EQ(list.last(), nullptr);
}

TEST(List, InsertsWhereTheOrderSays) {
    Members list;
    Member members[]{{2}, {1}, {3}, {2}};
    for (Member& member : members) {
        list.insert_ordered(
            member, [](const Member& left, const Member& right) { return left.value <= right.value; });
    }
    EXPECT_EQ(values(list), (std::vector{1, 2, 2, 3}));
    EXPECT_EQ(Members::next(*Members::next(*list.first())), &members[3]) << "equals stay in order of arrival";
}

TEST(ListDeathTest, AMemberIsInOneListOnce) {
    Members list;
    Member one{1};
    Member two{2};
    list.push_back(one);
    list.push_back(two);
    EXPECT_DEATH(list.push_back(one), "assertion failed");
}

} // namespace
} // namespace nacre
