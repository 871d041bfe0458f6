// SPDX-License-Identifier: MIT
// Finds the boot archive's chunk among the extra boot information.
#include "boot_archive.hpp"

#include <base/bits.hpp>

#include <cstring>

namespace nacre::user {

std::span<const std::byte> find_boot_archive(const api::BootInfo& boot_info) {
    const auto* chunk =
        reinterpret_cast<const std::byte*>(&boot_info) + power_of_two(api::boot_info_frame_bits);
    const auto* const end = chunk + boot_info.extra_length;
    while (chunk < end) {
        api::BootInfoHeader header;
        std::memcpy(&header, chunk, sizeof(header));
        if (header.id == static_cast<Word>(api::BootInfoId::boot_archive)) {
            api::BootArchiveLocation location;
            std::memcpy(&location, chunk + sizeof(header), sizeof(location));
            return {reinterpret_cast<const std::byte*>(location.virtual_address), location.size};
        }
        if (header.length == 0) {
            break;
        }
        chunk += header.length;
    }
    return {};
}

} // namespace nacre::user
