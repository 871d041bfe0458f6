// SPDX-License-Identifier: MIT
// Where the linker script (boot/*/kernel.ld) put the parts of the kernel; addresses only, never values.
#pragma once

#include <base/word.hpp>

#include <cstdint>

extern "C" {
extern char image_start[];     ///< also the first byte of text: the image's headers and the start stub
extern char text_end[];        ///< page aligned, as all of these; constants follow
extern char constants_end[];   ///< data follows
extern char stacks_start[];    ///< core_stacks
extern char bss_start[];       ///< behind the stacks
extern char kernel_end[];      ///< end of bss and of everything that the kernel occupies without the archive
extern char start_secondary[]; ///< entry of the other cores, MMU off

/// Filled in by tools/make_image. Offset from image_start.
extern const volatile std::uint64_t archive_offset;
extern const volatile std::uint64_t archive_size;
/// Boot options: bit 0 is --explain, bits 8 to 15 say how many cores the kernel uses at most (0: all), bits
/// 16 to 23 are the board's.
extern const volatile std::uint64_t boot_options;
/// Which sources the image was made of; ends with a zero byte.
extern const char build_id[64];
}

namespace nacre::kernel::arch {

inline Word address_of(const char* symbol) { return reinterpret_cast<Word>(symbol); }

} // namespace nacre::kernel::arch
