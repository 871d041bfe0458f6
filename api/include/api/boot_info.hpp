// SPDX-License-Identifier: MIT
// What the kernel tells the root task about the machine and its own capabilities.
#pragma once

#include <base/word.hpp>

#include <cstddef>
#include <cstdint>

namespace nacre::api {

/// Capability addresses in the root task's CNode that never change. What a machine lacks is an empty slot.
namespace initial_capability {
inline constexpr Word null = 0;
inline constexpr Word thread = 1;
inline constexpr Word cnode = 2;
inline constexpr Word vspace = 3;
inline constexpr Word irq_control = 4;
inline constexpr Word asid_control = 5;
inline constexpr Word asid_pool = 6;
inline constexpr Word io_port_control = 7;
inline constexpr Word io_space = 8;
inline constexpr Word boot_info_frame = 9;
inline constexpr Word ipc_buffer = 10;
inline constexpr Word domain = 11;
inline constexpr Word smmu_stream_control = 12;
inline constexpr Word smmu_context_bank_control = 13;
inline constexpr Word scheduling_context = 14;
inline constexpr Word smc = 15;
} // namespace initial_capability

inline constexpr Word first_free_slot = 16;
inline constexpr unsigned root_cnode_slots_bits = 13;
inline constexpr std::size_t maximum_boot_untypeds = 230;
inline constexpr unsigned boot_info_frame_bits = 12;

/// Half-open range [start, end) of slots in the root task's CNode.
struct SlotRegion {
    Word start;
    Word end;

    constexpr Word size() const { return end - start; }
    constexpr bool operator==(const SlotRegion&) const = default;
};

/// Untyped memory behind one slot of BootInfo::untyped.
struct UntypedDescription {
    Word physical_address;
    std::uint8_t size_bits;
    std::uint8_t is_device;
    std::uint8_t padding[sizeof(Word) - 2];
};

static_assert(sizeof(UntypedDescription) == 2 * sizeof(Word));

/// One page, readable by the root task; its address is the first argument register. What `extra_length`
/// counts begins on the next page: a row of chunks, each behind a BootInfoHeader.
struct BootInfo {
    Word extra_length;
    Word node_id;
    Word node_count;
    Word io_page_table_levels;
    Word ipc_buffer;
    SlotRegion empty;
    SlotRegion shared_frames;
    SlotRegion user_image_frames;
    SlotRegion user_image_paging;
    SlotRegion io_space_capabilities;
    SlotRegion extra_boot_info_pages;
    Word root_cnode_slots_bits;
    Word initial_domain;
    SlotRegion scheduling_control;
    SlotRegion untyped;
    UntypedDescription untyped_list[maximum_boot_untypeds];
};

static_assert(offsetof(BootInfo, empty) == 5 * sizeof(Word));
static_assert(offsetof(BootInfo, untyped) == 21 * sizeof(Word));
static_assert(offsetof(BootInfo, untyped_list) == (word_bits == 64 ? 184 : 92));
static_assert(sizeof(BootInfo) <= std::size_t{1} << boot_info_frame_bits);

/// What follows a BootInfoHeader.
enum class BootInfoId : Word {
    padding = 0,
    vbe = 1,
    memory_map = 2,
    acpi_root = 3,
    frame_buffer = 4,
    tsc_frequency = 5,
    device_tree = 6,
    boot_archive = 0x4e41, ///< ours ("NA"): BootArchiveLocation
    build = 0x4e42,        ///< ours ("NB"): BuildInformation, see api/version.hpp
};

/// Begins each chunk of the extra boot information.
struct BootInfoHeader {
    Word id;
    Word length; ///< of the chunk, this header included
};

static_assert(sizeof(BootInfoHeader) == 2 * sizeof(Word));

/// Payload of the chunk `frame_buffer`: a screen that programs may draw on, in device memory. As in multiboot
/// 2 a pixel is a number of direct colours (5, 6 and 5 bits of 16, or 8 each of 32, red above green above
/// blue), or it is a cell of VGA's text mode, and width and height count characters. Behind the last line of
/// pixels is one more, in whose first four bytes the kernel keeps row and column of its cursor.
struct FrameBuffer {
    std::uint64_t physical_address;
    std::uint32_t pitch; ///< bytes from line to line
    std::uint32_t width;
    std::uint32_t height;
    std::uint8_t bits_per_pixel;
    std::uint8_t type;
    std::uint16_t padding;

    static constexpr std::uint8_t direct_colour = 1;
    static constexpr std::uint8_t text = 2;
};

static_assert(sizeof(FrameBuffer) == 24 && offsetof(FrameBuffer, type) == 21);

/// Payload of the chunk `boot_archive`: where the kernel mapped the boot archive, read-only, in the root
/// task.
struct BootArchiveLocation {
    Word virtual_address;
    Word size;
};

} // namespace nacre::api
