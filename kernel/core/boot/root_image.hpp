// SPDX-License-Identifier: MIT
// The root task's program, found in the boot archive.
#pragma once

#include <base/cpio.hpp>
#include <base/elf.hpp>
#include <core/boot/machine_description.hpp>

#include <string_view>

namespace nacre::kernel::boot {

struct RootImage {
    Archive archive;
    ElfImage program;
    VirtualRange pages;      ///< from the first segment's first page to the last one's last
    bool has_other_programs; ///< in the archive, which the root task then gets to see
};

/// Reads archive and program; the sentence of a failure says which of them is broken, and how.
Result<RootImage, const char*> find_root_image(PhysicalRange archive);

/// How the page at `address` may be used: what all segments that touch it ask for.
struct PageUse {
    bool is_used;
    bool writable;
    bool executable;
};
PageUse use_of_page(const ElfImage& program, VirtualAddress page);

/// Copies what segments put into the page at `address` to `page`, 4096 zeroed bytes.
void fill_page(const ElfImage& program, VirtualAddress address, void* page);

} // namespace nacre::kernel::boot
