// SPDX-License-Identifier: MIT
// The terminal on a screen of letters: text, orders, and orders that make no sense.
#include <drivers/text_terminal.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace nacre::user {
namespace {

struct Letters {
    static constexpr unsigned height = 4;
    static constexpr unsigned width = 10;
    std::vector<std::string> rows = std::vector<std::string>(height, std::string(width, ' '));
    TextPosition cursor;
    TextColours last_colours;
};

/// Copied by the terminal, as a canvas is.
struct LetterCanvas {
    Letters* letters;

    unsigned rows() const { return Letters::height; }
    unsigned columns() const { return Letters::width; }
    TextPosition cursor() const { return letters->cursor; }
    void set_cursor(TextPosition position) const { letters->cursor = position; }
    void draw(TextPosition position, char character, TextColours colours) const {
        letters->rows.at(position.row).at(position.column) = character;
        letters->last_colours = colours;
    }
    void scroll(unsigned count) const {
        for (; count > 0; --count) {
            letters->rows.erase(letters->rows.begin());
            letters->rows.emplace_back(std::string(Letters::width, ' '));
        }
    }
};

class Terminal : public testing::Test {
protected:
    void write(std::string_view text) {
        for (const char byte : text) {
            terminal.put(byte);
        }
    }
    std::string row(unsigned number) const {
        std::string text = letters.rows.at(number);
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

    Letters letters;
    TextTerminal<LetterCanvas> terminal{LetterCanvas{&letters}};
};

TEST_F(Terminal, TextWrapsAtTheEndOfARowButNotBefore) {
    write("0123456789");
    EXPECT_EQ(letters.cursor, (TextPosition{0, 10}));
    write("a");
    EXPECT_EQ(row(0), "0123456789");
    EXPECT_EQ(row(1), "a");
}

TEST_F(Terminal, ARowThatIsFullAndEndedLeavesNoBlankRow) {
    write("0123456789\r\nb");
    EXPECT_EQ(row(1), "b");
}

TEST_F(Terminal, TheFifthLineScrollsTheFirstAway) {
    write("1\r\n2\r\n3\r\n4\r\n5");
    EXPECT_EQ(row(0), "2");
    EXPECT_EQ(row(3), "5");
}

TEST_F(Terminal, BackspaceMovesAndErasesNothing) {
    write("ab\b");
    EXPECT_EQ(row(0), "ab");
    write("\b\b\b");
    EXPECT_EQ(letters.cursor, (TextPosition{0, 0}));
}

TEST_F(Terminal, TheLineEditorsOrders) {
    write("n> hxyz\x1b[4Ghelp\x1b[K");
    EXPECT_EQ(row(0), "n> help");
    write("\x1b[3G\x1b[K");
    EXPECT_EQ(row(0), "n>");
    EXPECT_EQ(letters.cursor.column, 2U);
    write("\x1b[H\x1b[2J");
    EXPECT_EQ(row(0), "");
    EXPECT_EQ(row(1), "");
    EXPECT_EQ(letters.cursor, (TextPosition{0, 0}));
}

TEST_F(Terminal, PartsOfALineAreErased) {
    write("0123456789\x1b[5G\x1b[1K");
    EXPECT_EQ(row(0), "     56789");
    write("\x1b[K");
    EXPECT_EQ(row(0), "");
}

TEST_F(Terminal, PartsOfTheScreenAreErased) {
    write("1\r\n2\r\n3\r\n4\x1b[2;1H\x1b[J");
    EXPECT_EQ(row(0), "1");
    EXPECT_EQ(row(1), "");
    EXPECT_EQ(row(3), "");
    write("\x1b[1;1H1\x1b[3;1H3\x1b[1J");
    EXPECT_EQ(row(0), "");
}

TEST_F(Terminal, TheCursorStaysOnTheScreen) {
    write("\x1b[99;99H");
    EXPECT_EQ(letters.cursor, (TextPosition{3, 9}));
    write("\x1b[99A\x1b[99D");
    EXPECT_EQ(letters.cursor, (TextPosition{0, 0}));
    write("\x1b[2B\x1b[3C");
    EXPECT_EQ(letters.cursor, (TextPosition{2, 3}));
    write("\x1b[99999999999999999999C");
    EXPECT_EQ(letters.cursor.column, 9U);
}

TEST_F(Terminal, ColoursUntilTheyAreTakenBack) {
    write("\x1b[1;31;44mr");
    EXPECT_EQ(letters.last_colours, (TextColours{.ink = 12, .paper = 1}));
    write("\x1b[7mx\x1b[mp");
    EXPECT_EQ(letters.last_colours, TextColours{});
}

TEST_F(Terminal, UnknownOrdersAreSwallowed) {
    write("a\x1b[?25hb\x1b[1;2;3;4;5;6;7;8;9;10mc\x1b"
          "Dd\x1b[5nE");
    EXPECT_EQ(row(0), "abcdE");
}

TEST_F(Terminal, TabulatorsStopEightApart) {
    write("a\tb\tc");
    EXPECT_EQ(letters.rows[0], "a       bc");
}

} // namespace
} // namespace nacre::user
