// SPDX-License-Identifier: MIT
// The kernel's half of the address space: physical memory at a fixed distance, mapped as far as the kernel
// may use it.
#pragma once

#include <arch/page_table_format.hpp>

#include <array>

namespace nacre::kernel::arch {

/// A window onto physical memory: byte p is seen at `base + p`. The kernel is linked to run inside it, so its
/// text has no second, writable name. What the board does not ask to be mapped, guard pages above all, stays
/// unmapped.
class KernelWindow {
public:
    static constexpr Word base = 0xffff'8000'0000'0000;
    static constexpr Word size = Word{1} << 47;

    using Table = std::array<PageTableFormat::Entry, 512>;

    static constexpr Word address(PhysicalAddress physical) { return base + physical.value; }
    static constexpr PhysicalAddress physical(Word address) { return {address - base}; }

    /// `distance` is that between the tables' physical addresses and where the calling code sees them: 0
    /// while it runs with the MMU off, `base` afterwards.
    constexpr KernelWindow(Table& root, Word distance) : root_{&root}, distance_{distance} {}

    /// Maps whole pages, by the largest blocks that fit. What is mapped already stays as it is.
    void map(PhysicalRange range, PagePermissions permissions);

private:
    using Format = PageTableFormat;

    /// Maps what one entry can from `start` on, and returns how much of the window that covers.
    Word map_once(PhysicalAddress start, Word limit, PagePermissions permissions);
    Table& table_at(PhysicalAddress physical) const;
    PhysicalAddress physical_of(const Table& table) const;
    PhysicalAddress new_table() const;

    Table* root_;
    Word distance_;
};

/// The window that the MMU uses, for code that runs in it.
KernelWindow kernel_window();

inline constexpr PagePermissions kernel_text{.read = true, .write = false, .execute = true};
inline constexpr PagePermissions kernel_constants{.read = true, .write = false, .execute = false};
inline constexpr PagePermissions kernel_memory{.read = true, .write = true, .execute = false};
inline constexpr PagePermissions kernel_device{
    .read = true, .write = true, .execute = false, .cached = false};

} // namespace nacre::kernel::arch
