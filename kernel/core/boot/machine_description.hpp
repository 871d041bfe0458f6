// SPDX-License-Identifier: MIT
// What the board found out about the machine before the portable kernel starts.
#pragma once

#include <api/boot_info.hpp>
#include <base/address.hpp>

#include <base/assert.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace nacre::kernel::boot {

/// A short list of physical ranges; adding to a full one is a bug of the board.
class RangeList {
public:
    static constexpr std::size_t capacity = 32;

    void add(PhysicalRange range) {
        NACRE_ASSERT(count_ < capacity);
        ranges_[count_++] = range;
    }
    std::span<const PhysicalRange> all() const { return {ranges_.data(), count_}; }

private:
    std::array<PhysicalRange, capacity> ranges_{};
    std::size_t count_ = 0;
};

/// What a driver in user space needs to show text: the pixels, `pitch` bytes from line to line, and one line
/// more behind them, where the cursor is kept (base/pixel_canvas.hpp); or, with `is_text`, VGA's cells, where
/// width and height count characters and the display controller keeps the cursor.
struct Screen {
    PhysicalAddress memory;
    std::uint32_t pitch = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint8_t bits_per_pixel = 0;
    bool is_text = false;
};

/// What the board tells the root task in words of its own (api/boot_info.hpp); empty: nothing.
struct BootChunk {
    api::BootInfoId id = api::BootInfoId::padding;
    std::span<const std::byte> payload;
};

/// Filled in by the board, read once by `boot::create_root_task`.
struct MachineDescription {
    RangeList memory;         ///< RAM that the kernel window shows
    RangeList reserved;       ///< RAM in use: kernel image, page tables, firmware, spin tables
    RangeList kernel_devices; ///< device registers that programs must not get: interrupt controller, timer
    PhysicalRange
        boot_archive; ///< cpio (newc): entry `root` is the root task. Inside RAM, need not be in `reserved`
    PhysicalRange
        device_tree; ///< flattened device tree that becomes a boot-info chunk; empty if there is none
    std::optional<Screen> screen; ///< becomes a boot-info chunk; its memory is device memory for programs
    std::array<BootChunk, 3> chunks;
    unsigned processors = 1;       ///< cores that are up
    const char* board = "unknown"; ///< for people
    const char* build = "unknown"; ///< which sources the image was made of
    bool explains = false;         ///< booted with --explain
};

} // namespace nacre::kernel::boot
