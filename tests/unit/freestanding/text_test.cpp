// SPDX-License-Identifier: MIT
// The functions over zero-terminated text, at their edges.
#include <gtest/gtest.h>

#include <cstddef>

extern "C" {
std::size_t nacre_strlen(const char* text);
std::size_t nacre_strnlen(const char* text, std::size_t limit);
int nacre_strcmp(const char* left, const char* right);
int nacre_strncmp(const char* left, const char* right, std::size_t limit);
char* nacre_strchr(const char* text, int value);
char* nacre_strrchr(const char* text, int value);
}

namespace {

TEST(FreestandingText, Length) {
    EXPECT_EQ(nacre_strlen(""), 0U);
    EXPECT_EQ(nacre_strlen("root"), 4U);
    const char open_ended[3] = {'a', 'b', 'c'};
    EXPECT_EQ(nacre_strnlen(open_ended, 3), 3U);
    EXPECT_EQ(nacre_strnlen("ab", 9), 2U);
}

TEST(FreestandingText, Order) {
    EXPECT_EQ(nacre_strcmp("same", "same"), 0);
    EXPECT_LT(nacre_strcmp("a", "ab"), 0);
    EXPECT_GT(nacre_strcmp("b", "ab"), 0);
    // As unsigned characters, as C demands.
    EXPECT_GT(nacre_strcmp("\xff", "a"), 0);
    EXPECT_EQ(nacre_strncmp("prefix one", "prefix two", 7), 0);
    EXPECT_LT(nacre_strncmp("prefix one", "prefix two", 8), 0);
    EXPECT_EQ(nacre_strncmp("a", "b", 0), 0);
}

TEST(FreestandingText, Search) {
    const char* const path = "a/b/c";
    EXPECT_EQ(nacre_strchr(path, '/'), path + 1);
    EXPECT_EQ(nacre_strrchr(path, '/'), path + 3);
    EXPECT_EQ(nacre_strchr(path, 0), path + 5);
    EXPECT_EQ(nacre_strrchr(path, 0), path + 5);
    EXPECT_EQ(nacre_strchr(path, 'x'), nullptr);
    EXPECT_EQ(nacre_strrchr(path, 'x'), nullptr);
}

} // namespace
