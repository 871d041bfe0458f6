// SPDX-License-Identifier: MIT
// The line editor: each key, seen through a terminal that shows what a user would see.
#include <services/shell/line_editor.hpp>

#include <gtest/gtest.h>

#include <string>

namespace nacre::user::shell {
namespace {

/// Just enough of a terminal: one line, the cursor, and the sequences that the editor uses.
class Terminal {
public:
    void show(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\x1b') {
                i = escape(text, i + 2);
            } else if (text[i] == '\n') {
                line_.clear();
                cursor_ = 0;
            } else if (text[i] == '\b') {
                --cursor_;
            } else if (text[i] != '\a') {
                line_.resize(std::max(line_.size(), cursor_ + 1), ' ');
                line_[cursor_++] = text[i];
            }
        }
    }
    /// What stands there, blanks at the end left out.
    std::string line() const { return line_.substr(0, line_.find_last_not_of(' ') + 1); }
    std::size_t cursor() const { return cursor_; }

private:
    std::size_t escape(std::string_view text, std::size_t at) {
        std::size_t number = 0;
        for (; text[at] >= '0' && text[at] <= '9'; ++at) {
            number = number * 10 + static_cast<std::size_t>(text[at] - '0');
        }
        if (text[at] == 'G') {
            cursor_ = number - 1;
        } else if (text[at] == 'K') {
            line_.resize(std::min(line_.size(), cursor_));
        } else if (text[at] == 'J' || text[at] == 'H') {
            line_.clear();
            cursor_ = 0;
        }
        return at;
    }

    std::string line_;
    std::size_t cursor_ = 0;
};

class LineEditing : public testing::Test {
protected:
    void SetUp() override { begin(); }
    void begin() {
        editor.begin();
        terminal.show(editor.take_output());
    }
    LineEvent type(std::string_view keys) {
        auto event = LineEvent::editing;
        for (const char key : keys) {
            event = editor.key(key);
            shown = editor.take_output();
            terminal.show(shown);
        }
        if (event == LineEvent::editing) {
            // Whatever was edited, the screen shows the line behind the prompt.
            EXPECT_EQ(terminal.line(), trimmed("> " + std::string{editor.line()}));
        }
        return event;
    }
    void submit(std::string_view line) {
        type(line);
        EXPECT_EQ(type("\r"), LineEvent::submitted);
        begin();
    }
    static std::string trimmed(const std::string& text) {
        return text.substr(0, text.find_last_not_of(' ') + 1);
    }

    LineEditor editor{"> "};
    Terminal terminal;
    std::string shown;
};

TEST_F(LineEditing, TypingAtTheEndShowsOnlyTheKey) {
    type("ru");
    type("n");
    EXPECT_EQ(shown, "n");
    EXPECT_EQ(type("\r"), LineEvent::submitted);
    EXPECT_EQ(editor.line(), "run");
}

TEST_F(LineEditing, InsertsInTheMiddle) {
    type("helo\x1b[D\x1b[D"
         "l");
    EXPECT_EQ(editor.line(), "hello");
    EXPECT_EQ(terminal.cursor(), 2 + 3U);
}

TEST_F(LineEditing, ErasesBothWays) {
    type("abcd\x7f");
    EXPECT_EQ(editor.line(), "abc");
    type("\x1b[D\x1b[D\b");
    EXPECT_EQ(editor.line(), "bc");
    type("\x1b[3~");
    EXPECT_EQ(editor.line(), "c");
    type("\x04");
    EXPECT_EQ(editor.line(), "");
    type("\x7f\b\x1b[3~");
    EXPECT_EQ(editor.line(), "");
}

TEST_F(LineEditing, MovesToTheEnds) {
    type("middle\x01<\x05>");
    EXPECT_EQ(editor.line(), "<middle>");
    type("\x1b[H1\x1b[F2\x1bOH0\x1b[4~3\x1b[1~-");
    EXPECT_EQ(editor.line(), "-01<middle>23");
    type("\x01\x1b[D\x05\x1b[C\x1b[C");
    EXPECT_EQ(terminal.cursor(), 2 + editor.line().size());
}

TEST_F(LineEditing, CutsWordsAndRests) {
    type("one two  three\x17");
    EXPECT_EQ(editor.line(), "one two  ");
    type("\x17");
    EXPECT_EQ(editor.line(), "one ");
    type("more\x01\x1b[C\x0b");
    EXPECT_EQ(editor.line(), "o");
    type("ther\x1b[D\x15");
    EXPECT_EQ(editor.line(), "r");
}

TEST_F(LineEditing, ControlCCancelsAndControlDEndsOnlyAnEmptyLine) {
    EXPECT_EQ(type("abc\x03"), LineEvent::cancelled);
    begin();
    EXPECT_EQ(type("\x04"), LineEvent::end_of_input);
}

TEST_F(LineEditing, HistoryGoesBackAndForth) {
    submit("first");
    submit("second");
    submit("second");
    submit("");
    type("\x1b[A");
    EXPECT_EQ(editor.line(), "second");
    type("\x1b[A");
    EXPECT_EQ(editor.line(), "first");
    type("\x1b[A\x10");
    EXPECT_EQ(editor.line(), "first");
    type("\x1b[B\x0e\x1b[B");
    EXPECT_EQ(editor.line(), "");
    type("\x1b[A!\r");
    EXPECT_EQ(editor.line(), "second!");
}

TEST_F(LineEditing, HistoryForgetsTheOldest) {
    for (std::size_t i = 0; i < History::capacity + 5; ++i) {
        submit("line " + std::to_string(i));
    }
    for (std::size_t i = 0; i < History::capacity + 5; ++i) {
        type("\x1b[A");
    }
    EXPECT_EQ(editor.line(), "line 5");
}

TEST_F(LineEditing, AFullLineRingsTheBell) {
    type(std::string(maximum_line, 'x'));
    type("y");
    EXPECT_EQ(shown, "\a");
    EXPECT_EQ(editor.line(), std::string(maximum_line, 'x'));
}

TEST_F(LineEditing, UnknownSequencesAndControlKeysDoNothing) {
    type("a\x1b[17~\x1b[1;5X\x1bx\x02\x06\x07");
    EXPECT_EQ(editor.line(), "a");
    type("\x0c");
    EXPECT_EQ(editor.line(), "a");
}

} // namespace
} // namespace nacre::user::shell
