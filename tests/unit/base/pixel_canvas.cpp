// SPDX-License-Identifier: MIT
// Text in a frame buffer of both depths: which pixels change, what scrolls, and where the cursor is kept.
#include <base/pixel_canvas.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace nacre::font {

/// Each character's lines are its code, but for the blank's.
const std::uint8_t console_font[(last - first + 1) * height] = {
#define LINES_2(code) code, code
#define LINES(code)                                                                                          \
    LINES_2(code), LINES_2(code), LINES_2(code), LINES_2(code), LINES_2(code), LINES_2(code), LINES_2(code), \
        LINES_2(code)
    LINES(0x00),
    LINES('!'),
    LINES('"'),
    LINES('#'),
};

} // namespace nacre::font

namespace {

using namespace nacre;

template<typename Pixel>
class PixelCanvasOf : public testing::Test {
protected:
    static constexpr unsigned width = 40;
    static constexpr unsigned height = 50; // three rows and two lines
    static constexpr unsigned line = 48;   // pixels from line to line: some are not shown

    std::vector<std::uint64_t> memory = std::vector<std::uint64_t>(
        (height + 1) * line * sizeof(Pixel) / sizeof(std::uint64_t), 0x1111'1111'1111'1111);
    PixelCanvas<Pixel> canvas{{reinterpret_cast<Word>(memory.data()), width, height, line * sizeof(Pixel)}};

    Pixel pixel(unsigned x, unsigned y) const {
        Pixel value{};
        std::memcpy(&value,
                    reinterpret_cast<const std::byte*>(memory.data()) + (y * line + x) * sizeof(Pixel),
                    sizeof value);
        return value;
    }
    /// Which pixels of a cell's first line are not black.
    unsigned shape(TextPosition cell) const {
        unsigned bits = 0;
        for (unsigned x = 0; x < font::width; ++x) {
            bits = bits << 1 | (pixel(cell.column * font::width + x, cell.row * font::height) != 0 ? 1U : 0U);
        }
        return bits;
    }
};

using Depths = testing::Types<std::uint16_t, std::uint32_t>;
TYPED_TEST_SUITE(PixelCanvasOf, Depths);

TYPED_TEST(PixelCanvasOf, ItsSizeIsInWholeCharacters) {
    EXPECT_EQ(this->canvas.columns(), 5U);
    EXPECT_EQ(this->canvas.rows(), 3U);
}

TYPED_TEST(PixelCanvasOf, ClearingLeavesNothingAndTheCursorAtTheStart) {
    this->canvas.set_cursor({1, 2});
    this->canvas.clear();
    EXPECT_EQ(this->canvas.cursor(), (TextPosition{0, 0}));
    for (unsigned y = 0; y < this->height; ++y) {
        for (unsigned x = 0; x < this->width; ++x) {
            ASSERT_EQ(this->pixel(x, y), 0) << x << ' ' << y;
        }
    }
}

TYPED_TEST(PixelCanvasOf, ACharacterIsItsGlyphFromTheLeftAndItsNeighboursStay) {
    this->canvas.clear();
    this->canvas.draw({1, 2}, '#', {});
    EXPECT_EQ(this->shape({1, 2}), unsigned{'#'});
    for (const TextPosition beside : {TextPosition{1, 1}, {1, 3}, {0, 2}, {2, 2}}) {
        EXPECT_EQ(this->shape(beside), 0U);
    }
    EXPECT_EQ(this->pixel(2 * font::width + 2, 2 * font::height - 1),
              this->pixel(2 * font::width + 2, font::height));
}

TYPED_TEST(PixelCanvasOf, ColoursAreWhereTheDepthHasThem) {
    constexpr bool deep = sizeof(TypeParam) == 4;
    this->canvas.draw({0, 0}, ' ', {.ink = 0, .paper = 4});
    EXPECT_EQ(this->pixel(0, 0), static_cast<TypeParam>(deep ? 0xaa'0000 : 0xa800));
    this->canvas.draw({0, 0}, ' ', {.ink = 0, .paper = 9});
    EXPECT_EQ(this->pixel(0, 0), static_cast<TypeParam>(deep ? 0x55'55ff : 0x52bf));
}

TYPED_TEST(PixelCanvasOf, ScrollingMovesRowsUpAndBlanksTheRest) {
    this->canvas.clear();
    this->canvas.draw({1, 0}, '!', {});
    this->canvas.draw({2, 0}, '#', {});
    this->canvas.scroll(1);
    EXPECT_EQ(this->shape({0, 0}), unsigned{'!'});
    EXPECT_EQ(this->shape({1, 0}), unsigned{'#'});
    EXPECT_EQ(this->shape({2, 0}), 0U);
    this->canvas.scroll(100);
    EXPECT_EQ(this->shape({1, 0}), 0U);
}

TYPED_TEST(PixelCanvasOf, WhateverStandsInTheCursorsPlaceItStaysOnTheScreen) {
    this->memory.back() = ~std::uint64_t{0};
    this->canvas.set_cursor({0xffff, 0xffff});
    EXPECT_EQ(this->canvas.cursor(), (TextPosition{2, 5}));
}

TYPED_TEST(PixelCanvasOf, InvertingTwiceChangesNothing) {
    this->canvas.clear();
    this->canvas.draw({0, 1}, '#', {});
    this->canvas.invert({0, 1});
    EXPECT_EQ(this->shape({0, 1}), 0xffU); // grey on black became other colours, none of them black
    this->canvas.invert({0, 1});
    EXPECT_EQ(this->shape({0, 1}), unsigned{'#'});
}

TYPED_TEST(PixelCanvasOf, TextWrapsAndScrolls) {
    this->canvas.clear();
    for (const char character : std::string_view{"#####!\r\n\r\n\""}) {
        put_text(this->canvas, character);
    }
    EXPECT_EQ(this->shape({0, 0}), unsigned{'!'}); // the first row has gone
    EXPECT_EQ(this->shape({2, 0}), unsigned{'"'});
    EXPECT_EQ(this->canvas.cursor(), (TextPosition{2, 1}));
}

} // namespace
