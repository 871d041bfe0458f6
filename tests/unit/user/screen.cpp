// SPDX-License-Identifier: MIT
// How the lines of several programs come together on one screen.
#include <services/console/screen.hpp>

#include <gtest/gtest.h>

#include <string>

namespace nacre::user {
namespace {

struct Output {
    std::string text;
    void write(std::string_view more) { text += more; }
};

class TwoPrograms : public testing::Test {
protected:
    std::string write(Word badge, std::string_view text) {
        output.text.clear();
        screen.write(badge, text);
        return output.text;
    }
    Output output;
    Screen screen{SinkReference{output}};
};

TEST_F(TwoPrograms, WholeLinesFollowOneAnother) {
    EXPECT_EQ(write(1, "a\n"), "a\r\n");
    EXPECT_EQ(write(2, "b\nc\n"), "b\r\nc\r\n");
    EXPECT_EQ(write(1, ""), "");
}

TEST_F(TwoPrograms, ABegunLineIsShownAgainBelowAnotherProgramsLine) {
    write(1, "prompt> ");
    write(1, "he");
    EXPECT_EQ(write(2, "news\n"), "\r\x1b[Knews\r\n\rprompt> he");
    EXPECT_EQ(write(1, "llo"), "llo");
    EXPECT_EQ(write(2, "more\n"), "\r\x1b[Kmore\r\n\rprompt> hello");
}

TEST_F(TwoPrograms, TwoBegunLinesAreTwoLines) {
    write(1, "left");
    EXPECT_EQ(write(2, "right"), "\r\nright");
    EXPECT_EQ(write(2, " on\n"), " on\r\n");
    EXPECT_EQ(write(1, "x\n"), "x\r\n");
}

TEST_F(TwoPrograms, ALineTooLongToRememberIsNotShownAgain) {
    write(1, std::string(2000, 'x'));
    EXPECT_EQ(write(2, "news\n"), "\r\nnews\r\n");
}

} // namespace
} // namespace nacre::user
