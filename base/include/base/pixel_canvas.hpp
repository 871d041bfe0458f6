// SPDX-License-Identifier: MIT
// Text drawn into a linear frame buffer.
#pragma once

#include <base/bits.hpp>
#include <base/font.hpp>
#include <base/text_canvas.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace nacre {

/// Where the pixels are: `pitch` bytes from line to line, a multiple of 16. One line more than `height` must
/// be there: the cursor is kept behind what is shown.
struct PixelLayout {
    Word address = 0;
    unsigned width = 0;
    unsigned height = 0;
    unsigned pitch = 0;
};

/// A pixel is 16 bits (5 red, 6 green, 5 blue) or 32 (8 each). The memory may be a device's: every access is
/// aligned.
template<std::unsigned_integral Pixel>
class PixelCanvas {
    static_assert(sizeof(Pixel) == 2 || sizeof(Pixel) == 4);

public:
    constexpr explicit PixelCanvas(PixelLayout layout = {}) : layout_{layout} {}

    constexpr bool present() const { return layout_.address != 0; }
    constexpr unsigned rows() const { return layout_.height / font::height; }
    constexpr unsigned columns() const { return layout_.width / font::width; }

    TextPosition cursor() const {
        const std::uint32_t kept = *kept_cursor();
        return {std::min(Row::get(kept), rows() - 1), std::min(Column::get(kept), columns())};
    }
    void set_cursor(TextPosition position) const {
        *kept_cursor() = Row::make(position.row) | Column::make(position.column);
    }

    void draw(TextPosition position, char character, TextColours colours) const {
        const Store paper = repeated(pixel(colours.paper));
        const Store change = repeated(pixel(colours.ink)) ^ paper;
        const std::uint8_t* glyph = font::glyph(character);
        Word line = cell(position);
        for (unsigned y = 0; y < font::height; ++y, line += layout_.pitch) {
            auto* store = reinterpret_cast<volatile Store*>(line);
            for (unsigned bit = font::width; bit != 0;) {
                bit -= pixels_in_store;
                *store = paper ^ (change & spread[glyph[y] >> bit & (spread.size() - 1)]);
                store = store + 1;
            }
        }
    }

    void scroll(unsigned count) const {
        for (unsigned each = 0; each < std::min(count, rows()); ++each) {
            begin_scroll();
            finish_scroll();
        }
    }

    /// Moving a screen takes long: all text by one row, a line of pixels at each `scroll_some`, which says
    /// whether there was one to be moved. How far it is stands beside the cursor: who comes next goes on with
    /// it.
    void begin_scroll() const { *kept_scroll() = 1; }
    bool scroll_some() const {
        const std::uint32_t kept = *kept_scroll();
        const std::uint32_t next = std::min<std::uint32_t>(kept, rows() * font::height);
        if (next == 0) {
            return false;
        }
        move_up(next - 1);
        *kept_scroll() = next == rows() * font::height ? 0 : next + 1;
        return true;
    }
    void finish_scroll() const {
        while (scroll_some()) {
        }
    }

    /// All black, also what is below the last row.
    void clear() const {
        std::memset(byte(0), 0, std::size_t{layout_.height} * layout_.pitch);
        set_cursor({});
        *kept_scroll() = 0;
    }

    /// Shows where the cursor is, or takes that away again.
    void invert(TextPosition position) const {
        Word line = cell({position.row, std::min(position.column, columns() - 1)});
        for (unsigned y = 0; y < font::height; ++y, line += layout_.pitch) {
            for (unsigned x = 0; x < font::width / pixels_in_store; ++x) {
                auto* store = reinterpret_cast<volatile Store*>(line) + x;
                *store = ~*store;
            }
        }
    }

private:
    using Store = std::uint64_t;
    using Row = BitField<std::uint32_t, 0, 16>;
    using Column = BitField<std::uint32_t, 16, 16>;
    static constexpr unsigned pixels_in_store = sizeof(Store) / sizeof(Pixel);

    static constexpr Store repeated(Pixel value) { return ~Store{0} / static_cast<Pixel>(~Pixel{0}) * value; }

    /// What neighbouring bits of a glyph are in pixels that are all ones; the leftmost pixel has the lowest
    /// address.
    static constexpr auto make_spread() {
        std::array<Store, 1U << pixels_in_store> table{};
        for (unsigned bits = 0; bits < table.size(); ++bits) {
            for (unsigned x = 0; x < pixels_in_store; ++x) {
                const bool set = (bits >> (pixels_in_store - 1 - x) & 1) != 0;
                table[bits] |= (set ? Store{static_cast<Pixel>(~Pixel{0})} : Store{0})
                               << (x * sizeof(Pixel) * 8);
            }
        }
        return table;
    }
    static constexpr auto spread = make_spread();

    /// Colour 6 is yellow here: nothing needs VGA's brown.
    static constexpr Pixel pixel(std::uint8_t colour) {
        const unsigned dark = (colour & 8) != 0 ? 0x55 : 0;
        const auto part = [&](unsigned bit) { return (colour & bit) != 0 ? 0xaa + dark : dark; };
        const unsigned red = part(4);
        const unsigned green = part(2);
        const unsigned blue = part(1);
        return static_cast<Pixel>(sizeof(Pixel) == 2 ? red >> 3 << 11 | green >> 2 << 5 | blue >> 3
                                                     : red << 16 | green << 8 | blue);
    }

    std::size_t row_size() const { return std::size_t{layout_.pitch} * font::height; }
    Word cell(TextPosition position) const {
        return layout_.address + position.row * row_size() + position.column * font::width * sizeof(Pixel);
    }
    /// The line of pixels that is a row's height below this one comes here.
    void move_up(unsigned line) const {
        const std::size_t to = std::size_t{line} * layout_.pitch;
        const std::size_t size = layout_.width * sizeof(Pixel);
        if (line + font::height < rows() * font::height) {
            std::memmove(byte(to), byte(to + row_size()), size);
        } else {
            std::memset(byte(to), 0, size);
        }
    }
    void* byte(std::size_t offset) const { return reinterpret_cast<void*>(layout_.address + offset); }
    /// The number of the next line plus one, or 0.
    volatile std::uint32_t* kept_scroll() const { return kept_cursor() + 1; }
    volatile std::uint32_t* kept_cursor() const {
        return reinterpret_cast<volatile std::uint32_t*>(layout_.address +
                                                         std::size_t{layout_.height} * layout_.pitch);
    }

    PixelLayout layout_;
};

static_assert(TextCanvas<PixelCanvas<std::uint16_t>> && TextCanvas<PixelCanvas<std::uint32_t>>);

} // namespace nacre
