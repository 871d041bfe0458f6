// SPDX-License-Identifier: MIT
// The console's own line editing, for programs that read lines.
#include <services/console/line_discipline.hpp>

#include <gtest/gtest.h>

#include <string>

namespace nacre::user {
namespace {

using State = LineDiscipline::State;

State type(LineDiscipline& line, std::string_view keys, std::string* echo = nullptr) {
    State state = State::typing;
    for (const char key : keys) {
        state = line.key(key);
        if (echo != nullptr) {
            *echo += line.echo();
        }
    }
    return state;
}

TEST(LineDiscipline, AReturnKeyEndsALine) {
    LineDiscipline line;
    std::string echo;
    EXPECT_EQ(type(line, "one two", &echo), State::typing);
    EXPECT_EQ(type(line, "\r", &echo), State::line);
    EXPECT_EQ(line.line(), "one two\n");
    EXPECT_EQ(echo, "one two\n");
}

TEST(LineDiscipline, ErasesWhatWasTypedAndNoMore) {
    LineDiscipline line;
    std::string echo;
    type(line, "ab\x7f\b\b", &echo);
    EXPECT_EQ(echo, "ab\b \b\b \b");
    type(line, "xyz\x15q\n");
    EXPECT_EQ(line.line(), "q\n");
}

TEST(LineDiscipline, ControlDEndsTheInputOnAnEmptyLineOnly) {
    LineDiscipline line;
    EXPECT_EQ(type(line, "\x04"), State::end_of_input);
    EXPECT_EQ(type(line, "ab\x04"), State::line);
    EXPECT_EQ(line.line(), "ab");
}

TEST(LineDiscipline, ALongLineStillEnds) {
    LineDiscipline line;
    type(line, std::string(1000, 'x'));
    EXPECT_EQ(line.echo(), "\a");
    EXPECT_EQ(type(line, "\r"), State::line);
    EXPECT_TRUE(line.line().ends_with("x\n"));
}

TEST(LineDiscipline, WhatWasNotDeliveredStays) {
    LineDiscipline line;
    type(line, "abcd\n");
    line.consume(3);
    EXPECT_EQ(line.line(), "d\n");
    line.consume(2);
    EXPECT_EQ(line.line(), "");
}

} // namespace
} // namespace nacre::user
