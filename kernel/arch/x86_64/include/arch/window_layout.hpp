// SPDX-License-Identifier: MIT
// Where the kernel window lies: all of the upper half. Each address space's root has the same entries for it.
#pragma once

#include <base/address.hpp>

namespace nacre::kernel::arch::window_layout {

inline constexpr Word base = 0xffff'8000'0000'0000;
inline constexpr Word physical_base = 0;
inline constexpr Word size = Word{1} << 47;

/// Where the registers of a device are seen.
constexpr Word device_address(PhysicalAddress device) { return base + device.value; }

/// Entries of the window's tables were written: entries that were empty are in no processor's caches.
inline void changed() { asm volatile("" : : : "memory"); }

} // namespace nacre::kernel::arch::window_layout
