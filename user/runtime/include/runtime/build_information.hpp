// SPDX-License-Identifier: MIT
// What the boot information tells the root task beside the fixed page, chunk by chunk; above all, what it
// runs on.
#pragma once

#include <api/boot_info.hpp>
#include <api/version.hpp>
#include <base/bits.hpp>

#include <cstring>
#include <optional>
#include <span>

namespace nacre::user {

/// The payload of a chunk of the extra boot information; empty if there is none with that number.
inline std::span<const std::byte> find_chunk(const api::BootInfo& boot_info, api::BootInfoId id) {
    const auto* chunk =
        reinterpret_cast<const std::byte*>(&boot_info) + power_of_two(api::boot_info_frame_bits);
    const auto* const end = chunk + boot_info.extra_length;
    while (chunk < end) {
        api::BootInfoHeader header;
        std::memcpy(&header, chunk, sizeof(header));
        if (header.length < sizeof(header)) {
            break;
        }
        if (header.id == static_cast<Word>(id)) {
            return {chunk + sizeof(header), header.length - sizeof(header)};
        }
        chunk += header.length;
    }
    return {};
}

/// Which interface, version, build and board the program runs on; nothing on a kernel that does not say.
inline std::optional<api::BuildInformation> build_information(const api::BootInfo& boot_info) {
    const auto payload = find_chunk(boot_info, api::BootInfoId::build);
    if (payload.size() < sizeof(api::BuildInformation)) {
        return {};
    }
    api::BuildInformation build;
    std::memcpy(&build, payload.data(), sizeof(build));
    return build;
}

/// The screen that programs may draw on; nothing if the kernel knows of none.
inline std::optional<api::FrameBuffer> frame_buffer(const api::BootInfo& boot_info) {
    const auto payload = find_chunk(boot_info, api::BootInfoId::frame_buffer);
    if (payload.size() < sizeof(api::FrameBuffer)) {
        return {};
    }
    api::FrameBuffer screen;
    std::memcpy(&screen, payload.data(), sizeof(screen));
    return screen;
}

} // namespace nacre::user
