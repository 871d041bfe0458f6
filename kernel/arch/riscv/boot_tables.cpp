// SPDX-License-Identifier: MIT
// The translation tables with which the MMU is switched on; called with it off.
#include <arch/image.hpp>
#include <arch/kernel_window.hpp>

#include <algorithm>

namespace nacre::kernel::arch {

extern "C" void build_boot_tables(Word device_tree);

/// Called by start.S: each symbol's address is its physical one here, because the code finds them relative to
/// itself. Maps the kernel and, if there is one, the device tree.
void build_boot_tables(Word device_tree) {
    constexpr unsigned block_bits = PageTableFormat::span_bits(PageTableFormat::levels - 2);
    KernelWindow window{window_root, 0};
    map_kernel_image(window);
    const PhysicalAddress block = PhysicalAddress{device_tree}.down_to(block_bits);
    const Word last = KernelWindow::physical_base + KernelWindow::size - power_of_two(block_bits);
    if (device_tree >= window_layout::lowest_device_tree && block.value < last) {
        window.map({block, block + power_of_two(block_bits + 1)}, kernel_memory);
    }
}

/// From here on no entry of the window's root changes: all are there when the first program's table is made.
void PageTableFormat::prepare_root(void* root) {
    auto* entries = static_cast<Entry*>(root);
    std::ranges::copy(std::span{window_root}.subspan(first_kernel_entry), entries + first_kernel_entry);
}

} // namespace nacre::kernel::arch
