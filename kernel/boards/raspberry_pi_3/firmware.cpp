// SPDX-License-Identifier: MIT
// Questions to the firmware, through its mailbox.
#include "firmware.hpp"

#include <arch/cache.hpp>
#include <arch/kernel_window.hpp>
#include <board/board.hpp>

namespace nacre::kernel::board::firmware {
namespace {

using drivers::Property;
using drivers::PropertyMessage;

/// How the GPU sees RAM past its caches; the bits above what the cores see.
constexpr std::uint32_t gpu_uncached = 0xc000'0000;
constexpr std::uint32_t gpu_alias_bits = 0xc000'0000;

/// One at a time, by the first core. Not on the stack: the firmware writes whole cache lines.
constinit PropertyMessage message{};

bool ask() {
    const auto address = reinterpret_cast<Word>(&message);
    arch::cache::clean_invalidate(address, sizeof message);
    const auto physical = static_cast<std::uint32_t>(arch::KernelWindow::physical(address).value);
    const bool answered =
        drivers::Bcm2835Mailbox{Board::registers(Board::mailbox)}.ask(physical | gpu_uncached);
    arch::cache::invalidate(address, sizeof message);
    return answered && message.answered();
}

struct Size {
    std::uint32_t width;
    std::uint32_t height;
};

/// Letters are 8 pixels wide: from 160 in a line on they are too small on a television.
Size readable(Size display) {
    constexpr std::uint32_t widest = 1366;
    constexpr Size usual{640, 480};
    if (display.width < usual.width || display.height < usual.height) {
        return usual;
    }
    const std::uint32_t step = (display.width + widest - 1) / widest;
    return {display.width / step & ~7U, display.height / step};
}

Size display_size() {
    message = {};
    const unsigned size = message.add(Property::get_display_size, {0, 0});
    return ask() ? Size{message[size], message[size + 1]} : Size{};
}

} // namespace

PhysicalAddress memory_end() {
    constexpr Word least = 0x0800'0000;
    message = {};
    const unsigned memory = message.add(Property::get_arm_memory, {0, 0});
    const bool answered = ask();
    const Word end = Word{message[memory]} + message[memory + 1];
    const bool plausible =
        message[memory] == 0 && end >= least && end <= Board::peripherals.value && is_aligned(end, 12);
    return {answered && plausible ? end : least};
}

std::uint32_t clock_rate(drivers::FirmwareClock clock) {
    message = {};
    const unsigned rate = message.add(Property::get_clock_rate, {static_cast<std::uint32_t>(clock), 0});
    return ask() ? message[rate + 1] : 0;
}

std::optional<boot::Screen> make_screen() {
    constexpr std::uint32_t bits = 16;
    constexpr std::uint32_t red_first = 1;
    const Size size = readable(display_size());
    message = {};
    message.add(Property::set_display_size, {size.width, size.height});
    message.add(Property::set_virtual_size, {size.width, size.height + 1});
    message.add(Property::set_virtual_offset, {0, 0});
    const unsigned depth = message.add(Property::set_depth, {bits});
    message.add(Property::set_pixel_order, {red_first});
    constexpr std::uint32_t alignment = 4096;
    const unsigned buffer = message.add(Property::allocate_frame_buffer, {alignment, 0});
    const unsigned pitch = message.add(Property::get_pitch, {0});
    const Word needed = Word{size.height + 1} * size.width * (bits / 8);
    if (!ask() || message[depth] != bits || message[buffer] == 0 || message[buffer + 1] < needed ||
        message[pitch] < size.width * (bits / 8) || message[pitch] % 16 != 0) {
        return std::nullopt;
    }
    return boot::Screen{.memory = {message[buffer] & ~gpu_alias_bits},
                        .pitch = message[pitch],
                        .width = size.width,
                        .height = size.height,
                        .bits_per_pixel = bits};
}

} // namespace nacre::kernel::board::firmware
