// SPDX-License-Identifier: MIT
// Finds the boot archive's chunk among the extra boot information.
#include "boot_archive.hpp"

#include <runtime/build_information.hpp>

#include <cstring>

namespace nacre::user {

std::span<const std::byte> find_boot_archive(const api::BootInfo& boot_info) {
    const auto payload = find_chunk(boot_info, api::BootInfoId::boot_archive);
    api::BootArchiveLocation location;
    if (payload.size() < sizeof(location)) {
        return {};
    }
    std::memcpy(&location, payload.data(), sizeof(location));
    return {reinterpret_cast<const std::byte*>(location.virtual_address), location.size};
}

} // namespace nacre::user
