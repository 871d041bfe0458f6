// SPDX-License-Identifier: MIT
// The driver of a screen made of pixels: draws the console's text into the frame buffer of which the kernel
// told.
#include <base/pixel_canvas.hpp>
#include <drivers/screen.hpp>
#include <runtime/environment.hpp>

namespace nacre::user {

namespace {

/// A machine without a display: what would be shown is dropped.
struct NoScreen {
    static unsigned rows() { return 1; }
    static unsigned columns() { return 1; }
    static TextPosition cursor() { return {}; }
    static void set_cursor(TextPosition) {}
    static void draw(TextPosition, char, TextColours) {}
    static void scroll(unsigned) {}
};

} // namespace

int program(std::string_view /*arguments*/) {
    const api::FrameBuffer& screen = environment().screen;
    const PixelLayout pixels{layout::frame_buffer +
                                 static_cast<Word>(screen.physical_address) % layout::page_size,
                             screen.width, screen.height, screen.pitch};
    if (screen.width == 0 || screen.type != api::FrameBuffer::direct_colour) {
        show_console(NoScreen{});
    }
    if (screen.bits_per_pixel == 16) {
        show_console(PixelCanvas<std::uint16_t>{pixels});
    }
    show_console(PixelCanvas<std::uint32_t>{pixels});
}

} // namespace nacre::user
