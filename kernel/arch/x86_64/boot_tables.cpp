// SPDX-License-Identifier: MIT
// The translation tables that the kernel runs with; called while the start stub's own are in use.
#include <arch/kernel_window.hpp>
#include <arch/processor_features.hpp>

#include <cstring>

namespace nacre::kernel::arch {

extern "C" {
/// The start stub's root: the first gigabyte at its physical addresses, for the moments of switching over.
extern KernelWindow::Table identity_root;

void build_boot_tables();
}

/// Called by start.S where memory is seen at its physical addresses: code finds symbols relative to itself.
void build_boot_tables() {
    processor_features = ProcessorFeatures::detect();
    PageTableFormat::has_huge_pages = processor_features.huge_pages;
    map_kernel_image({window_root, 0});
    constexpr std::size_t half = KernelWindow::Table{}.size() / 2;
    std::memcpy(identity_root.data() + half, window_root.data() + half,
                half * sizeof(PageTableFormat::Entry));
}

} // namespace nacre::kernel::arch
