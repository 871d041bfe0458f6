// SPDX-License-Identifier: MIT
// VGA's text mode as a TextCanvas: cells of character and colour, and the display controller that keeps the
// cursor. IBM VGA XGA Technical Reference Manual, section 2.
#pragma once

#include <base/register.hpp>
#include <base/text_canvas.hpp>

namespace nacre {

/// `Cells` is the text buffer (32 KiB at 0xb8000, of which 4000 bytes are used), `Ports` the controller's
/// index and data at IO ports 0x3d4 and 0x3d5.
template<Bus Cells, Bus Ports>
class VgaCanvas {
public:
    struct INDEX : Register<0, Access::write_only, std::uint8_t> {};
    struct DATA : Register<1, Access::read_write, std::uint8_t> {};
    /// Registers behind the index: the cursor's cell.
    static constexpr std::uint8_t cursor_high = 0x0e;
    static constexpr std::uint8_t cursor_low = 0x0f;

    constexpr VgaCanvas(Cells cells, Ports ports) : cells_{cells}, controller_{ports} {}

    static constexpr unsigned rows() { return 25; }
    static constexpr unsigned columns() { return 80; }

    /// A cursor behind the last column is that of the next row's first; the controller cannot tell them
    /// apart.
    TextPosition cursor() const {
        const unsigned cell = static_cast<unsigned>(read(cursor_high)) << 8 | read(cursor_low);
        if (cell >= rows() * columns()) {
            return {rows() - 1, columns()};
        }
        return {cell / columns(), cell % columns()};
    }

    void set_cursor(TextPosition position) const {
        const unsigned cell = position.row * columns() + position.column;
        write(cursor_high, static_cast<std::uint8_t>(cell >> 8));
        write(cursor_low, static_cast<std::uint8_t>(cell));
    }

    void draw(TextPosition position, char character, TextColours colours) const {
        set_cell(position.row * columns() + position.column,
                 static_cast<std::uint16_t>(colours.paper << 12 | colours.ink << 8 |
                                            static_cast<unsigned char>(character)));
    }

    void scroll(unsigned count) const {
        constexpr std::size_t row_size = columns() * sizeof(std::uint16_t);
        constexpr std::size_t size = rows() * row_size;
        const std::size_t distance = count < rows() ? count * row_size : size;
        for (std::size_t at = 0; at < size - distance; at += sizeof(TwoCells)) {
            cells_.store(at, cells_.template load<TwoCells>(at + distance));
        }
        for (std::size_t at = size - distance; at < size; at += sizeof(TwoCells)) {
            cells_.store(at, blanks);
        }
    }

private:
    /// As much at a time as every bus takes.
    using TwoCells = std::uint32_t;
    static constexpr TwoCells blanks = 0x0720'0720;

    void set_cell(unsigned cell, std::uint16_t value) const { cells_.store(cell * std::size_t{2}, value); }
    std::uint8_t read(std::uint8_t index) const {
        controller_.template write<INDEX>(index);
        return controller_.template read<DATA>();
    }
    void write(std::uint8_t index, std::uint8_t value) const {
        controller_.template write<INDEX>(index);
        controller_.template write<DATA>(value);
    }

    Cells cells_;
    Device<Ports> controller_;
};

} // namespace nacre
