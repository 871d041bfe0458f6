// SPDX-License-Identifier: MIT
// Where the root task finds the boot archive.
#pragma once

#include <api/boot_info.hpp>

#include <span>

namespace nacre::user {

/// The archive's bytes; empty if there is none.
std::span<const std::byte> find_boot_archive(const api::BootInfo& boot_info);

} // namespace nacre::user
