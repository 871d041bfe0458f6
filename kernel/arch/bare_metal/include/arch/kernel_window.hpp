// SPDX-License-Identifier: MIT
// The kernel's half of the address space: physical memory at a fixed distance, mapped as far as the kernel
// may use it.
#pragma once

#include <arch/page_table_format.hpp>
#include <arch/window_layout.hpp>

#include <array>

namespace nacre::kernel::arch {

/// A window onto physical memory: byte `physical_base` + p is seen at `base` + p. The kernel is linked to run
/// inside it, so its text has no second, writable name. What the board does not ask to be mapped, guard pages
/// above all, stays unmapped.
class KernelWindow {
public:
    static constexpr Word base = window_layout::base;
    /// The physical byte that is seen at `base`, and how many the window can show.
    static constexpr Word physical_base = window_layout::physical_base;
    static constexpr Word size = window_layout::size;

    using Table = std::array<PageTableFormat::Entry, power_of_two(PageTableFormat::index_bits(0))>;

    static constexpr Word address(PhysicalAddress physical) { return base - physical_base + physical.value; }
    static constexpr PhysicalAddress physical(Word address) { return {address - base + physical_base}; }

    /// Devices may lie where the window shows no memory.
    static constexpr Word device_address(PhysicalAddress device) {
        return window_layout::device_address(device);
    }

    /// `distance` is that between the tables' physical addresses and where the calling code sees them: 0
    /// while it runs with the MMU off, `base` - `physical_base` afterwards.
    constexpr KernelWindow(Table& root, Word distance) : root_{&root}, distance_{distance} {}

    /// Maps whole pages, by the largest blocks that fit. What is mapped already stays as it is.
    void map(PhysicalRange range, PagePermissions permissions);
    /// The page of registers that begins there.
    void map_device(PhysicalAddress page);

private:
    using Format = PageTableFormat;

    /// Maps what one entry can from `start` on, and returns how much of the window that covers.
    Word map_once(Word window_address, PhysicalAddress start, Word limit, PagePermissions permissions);
    Table& table_at(PhysicalAddress physical) const;
    PhysicalAddress physical_of(const Table& table) const;
    PhysicalAddress new_table() const;

    Table* root_;
    Word distance_;
};

/// The window that the MMU uses, for code that runs in it.
KernelWindow kernel_window();

/// The kernel itself, with each part's permissions and without the stacks' guard pages. For code that runs
/// with the MMU off and finds symbols relative to itself, so that each has its physical address.
void map_kernel_image(KernelWindow window);

extern "C" KernelWindow::Table window_root;

inline constexpr PagePermissions kernel_text{.read = true, .write = false, .execute = true};
inline constexpr PagePermissions kernel_constants{.read = true, .write = false, .execute = false};
inline constexpr PagePermissions kernel_memory{.read = true, .write = true, .execute = false};
inline constexpr PagePermissions kernel_device{
    .read = true, .write = true, .execute = false, .cached = false};

} // namespace nacre::kernel::arch
