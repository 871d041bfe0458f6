// SPDX-License-Identifier: MIT
// How readers of firmware's tables see physical memory; a test hands them tables that it made.
#pragma once

#include <base/address.hpp>

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

namespace nacre::kernel::drivers {

/// The bytes at a physical address, empty if the machine has no such bytes. Valid for good.
using PhysicalView = std::span<const std::byte> (*)(PhysicalAddress start, std::size_t size);

/// A structure of the firmware, which may lie anywhere; zeros where the bytes end before it does.
template<typename T>
    requires std::is_trivially_copyable_v<T>
T read_at(std::span<const std::byte> bytes, std::size_t offset) {
    T value{};
    if (offset <= bytes.size() && bytes.size() - offset >= sizeof(T)) {
        std::memcpy(&value, bytes.data() + offset, sizeof(T));
    }
    return value;
}

} // namespace nacre::kernel::drivers
