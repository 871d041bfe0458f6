// SPDX-License-Identifier: MIT
// Where the kernel window lies: the upper half of every address space (its entries are in each root table).
#pragma once

#include <base/address.hpp>

namespace nacre::kernel::arch::window_layout {

inline constexpr bool wide = word_bits == 64;

/// Sv39 has room for all physical addresses of the machines that we know. Sv32 has 2 GiB, and RAM begins at
/// 2 GiB: there RAM is seen where it is, up to the last 16 MiB, which show devices.
inline constexpr Word base = wide ? static_cast<Word>(0xffff'ffc0'0000'0000) : Word{0x8000'0000};
inline constexpr Word physical_base = wide ? 0 : Word{0x8000'0000};
inline constexpr Word size = wide ? static_cast<Word>(std::uint64_t{1} << 38) : Word{0x7f00'0000};

/// The window shows no device tree below it; 0 says that there is none.
inline constexpr Word lowest_device_tree = wide ? 1 : physical_base;

inline constexpr Word narrow_device_base = 0xff00'0000;

/// Where the registers of a device are seen. Sv32: devices lie below RAM, and each large page (4 MiB) of the
/// last four shows some of theirs; a board checks that no two of its devices meet there.
constexpr Word device_address(PhysicalAddress device) {
    if constexpr (wide) {
        return base + device.value;
    }
    constexpr unsigned large_page_bits = 22;
    constexpr unsigned distinguishing_bit = 26;
    const Word large_page = device.value >> distinguishing_bit & 3;
    return narrow_device_base + (large_page << large_page_bits) + (device.value & low_mask(large_page_bits));
}

/// Entries of the window's tables were written: from here on the MMU knows.
inline void changed() { asm volatile("sfence.vma" : : : "memory"); }

} // namespace nacre::kernel::arch::window_layout
