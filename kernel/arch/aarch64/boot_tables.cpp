// SPDX-License-Identifier: MIT
// The translation tables with which the MMU is switched on; called with it off.
#include <arch/boot_tables.hpp>
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/kernel_window.hpp>

using Table = nacre::kernel::arch::KernelWindow::Table;

extern "C" {
alignas(nacre::kernel::arch::page_size) constinit Table identity_root{};
alignas(nacre::kernel::arch::page_size) constinit Table empty_root{};
}

namespace nacre::kernel::arch {
namespace {

alignas(page_size) constinit Table identity_level1{};

/// What was written past the caches must not be hidden by what they may still hold.
void drop_cache_lines(Word start, Word end) {
    constexpr Word smallest_line = 16;
    for (Word line = start; line < end; line += smallest_line * 4) {
        asm volatile("dc ivac, %0" : : "r"(line) : "memory");
    }
    asm volatile("dsb sy" : : : "memory");
}

} // namespace

/// Each symbol's address is its physical one here, because the code finds them relative to itself. Maps the
/// kernel and, if there is one, the device tree.
extern "C" void build_boot_tables(Word device_tree) {
    KernelWindow window{window_root, 0};
    map_kernel_image(window);
    if (device_tree >= power_of_two(21)) {
        const PhysicalAddress block = PhysicalAddress{device_tree}.down_to(21);
        window.map({block, block + power_of_two(22)}, kernel_memory);
    }
    const PhysicalAddress gigabyte = PhysicalAddress{address_of(image_start)}.down_to(30);
    identity_level1[gigabyte.value >> 30 & 511] = PageTableFormat::kernel_leaf(1, gigabyte, kernel_text);
    identity_root[0] = PageTableFormat::table({reinterpret_cast<Word>(&identity_level1)});
    drop_cache_lines(address_of(stacks_start), address_of(kernel_end));
}

} // namespace nacre::kernel::arch
