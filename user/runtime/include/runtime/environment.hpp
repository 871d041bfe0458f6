// SPDX-License-Identifier: MIT
// What a program finds in its first argument register: the page with its IPC buffer and what it was told at
// its start.
#pragma once

#include <api/boot_info.hpp>
#include <api/message.hpp>
#include <api/version.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace nacre::user {

/// Text of at most `capacity` bytes inside a structure that programs share.
template<std::size_t capacity>
struct ShortText {
    std::array<char, capacity> characters{};
    std::size_t size = 0;

    constexpr std::string_view text() const { return {characters.data(), std::min(size, capacity)}; }
    /// Keeps what fits.
    constexpr void set(std::string_view value) {
        size = std::min(value.size(), capacity);
        std::copy_n(value.begin(), size, characters.begin());
    }
};

inline constexpr std::size_t maximum_name = 32;
inline constexpr std::size_t maximum_arguments = 160;

struct Environment {
    Word identity = 0; ///< the program's number, which is also its badge at every service
    bool is_service = false;
    unsigned cores = 1; ///< how many the kernel runs on
    unsigned core = 0;  ///< where the program's first thread runs
    /// IPC buffers of its threads on other cores, a page for each core; 0: it has none (runtime/worker.hpp).
    Word worker_buffers = 0;
    ShortText<maximum_name> name{};
    ShortText<maximum_arguments> arguments{};
    /// What it runs on, as the kernel told the root task. Interface version 0: the kernel did not say.
    api::BuildInformation build{};

    /// Told to the screen's driver: what it draws on, at layout::frame_buffer. Width 0: the machine has none.
    api::FrameBuffer screen{};

    // Only the loader is told these.
    Word archive_address = 0;
    Word archive_size = 0;
    Word memory_blocks = 0; ///< how many slots from slot::first_memory_block on are filled
    std::array<std::uint8_t, 64> memory_size_bits{}; ///< their sizes
};

/// The page at a program's start. The program may write all of it: nobody reads it back.
struct ProgramPage {
    api::IpcBuffer ipc_buffer;
    Environment environment;
};

static_assert(sizeof(ProgramPage) <= 4096);

} // namespace nacre::user
