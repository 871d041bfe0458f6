// SPDX-License-Identifier: MIT
// Which interface this is: what a root task finds in the boot information's chunk `build`, and tells the
// programs that it starts.
#pragma once

#include <api/configuration.hpp>
#include <base/word.hpp>

#include <cstdint>

namespace nacre::api {

/// seL4's version whose interface this is, a byte for each part: 0x0f0000 is 15.0.0.
inline constexpr Word interface_version = 0x0f'00'00;
inline constexpr const char* nacre_version = "0.1.0";

/// Bits of BuildInformation::configuration.
namespace configuration {
inline constexpr Word mixed_criticality = 1U << 0; ///< the MCS variant of the interface
inline constexpr Word multicore = 1U << 1;         ///< the multicore variant
inline constexpr Word debug_calls = 1U << 2;       ///< the debug system calls are served
inline constexpr Word explains = 1U << 3;          ///< booted with --explain

inline constexpr Word of_this_build =
    mixed_criticality | debug_calls | (multicore_interface ? multicore : Word{0});
} // namespace configuration

/// Payload of the boot-information chunk `build`. Texts end with a zero byte; the rest of each is zero.
struct BuildInformation {
    Word interface_version;
    Word configuration;
    std::uint64_t counter_frequency; ///< ticks a second of the counter that programs can read
    char version[16];                ///< nacre_version
    char build[64]; ///< git commit, with "-dirty" behind it where files were changed; or "unknown"
    char board[48];
};

static_assert(sizeof(BuildInformation) == 2 * sizeof(Word) + sizeof(std::uint64_t) + 128);

} // namespace nacre::api
