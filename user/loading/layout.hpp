// SPDX-License-Identifier: MIT
// Where things lie in the address space of every program.
#pragma once

#include <base/bits.hpp>

namespace nacre::user::layout {

inline constexpr unsigned page_bits = 12;
inline constexpr Word page_size = power_of_two(page_bits);

/// Everything below the image: null and its neighbours stay unmapped, and so does the page under the stack.
inline constexpr Word stack_top = 0x3e'0000;
inline constexpr Word stack_pages = 4;
inline constexpr Word program_page = 0x3f'0000;
/// IPC buffers of threads on other cores, a page for each core.
inline constexpr Word worker_pages = 0x3e'4000;
inline constexpr Word device = 0x3f'4000;
/// Pages that programs share, by their number.
inline constexpr Word shared = 0x3f'6000;
/// Where a program that makes others sees the page that it fills.
inline constexpr Word window = 0x3f'a000;

/// Segments lie in this range. One table each of the two upper levels covers all of it.
inline constexpr Word lowest_image = 0x40'0000;
inline constexpr Word highest_image = 0x1000'0000;

/// A screen's pixels, in its driver.
inline constexpr Word frame_buffer = 0x1000'0000;

/// The boot archive, in the loader.
inline constexpr Word archive = 0x1000'0000;
inline constexpr Word archive_limit = 0x4000'0000;

} // namespace nacre::user::layout
