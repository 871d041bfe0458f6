// SPDX-License-Identifier: MIT
// Builds the kernel window: first, with the MMU off, just enough to run in it; then memory and devices.
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/kernel_window.hpp>
#include <base/assert.hpp>

namespace nacre::kernel::arch {
namespace {

using Table = KernelWindow::Table;

/// Enough for the kernel, RAM in two or three pieces and a few device pages; a board that needs more panics
/// at boot.
constexpr unsigned table_limit = 16;
alignas(page_size) constinit std::array<Table, table_limit> spare_tables{};
constinit unsigned spare_tables_used = 0;

constexpr unsigned index(unsigned level, Word address) {
    return static_cast<unsigned>(address >> PageTableFormat::span_bits(level) &
                                 low_mask(PageTableFormat::index_bits(level)));
}

} // namespace

extern "C" {
alignas(page_size) constinit Table window_root{};
}

Table& KernelWindow::table_at(PhysicalAddress physical) const {
    return *reinterpret_cast<Table*>(physical.value + distance_);
}

PhysicalAddress KernelWindow::physical_of(const Table& table) const {
    return {reinterpret_cast<Word>(&table) - distance_};
}

PhysicalAddress KernelWindow::new_table() const {
    NACRE_ASSERT(spare_tables_used < table_limit);
    return physical_of(spare_tables[spare_tables_used++]);
}

Word KernelWindow::map_once(Word window_address, PhysicalAddress start, Word limit,
                            PagePermissions permissions) {
    Table* table = root_;
    for (unsigned level = 0; level < Format::levels; ++level) {
        Format::Entry& entry = (*table)[index(level, window_address)];
        const Word span = power_of_two(Format::span_bits(level));
        if (entry == 0 && Format::leaf_allowed(level) && start.aligned(Format::span_bits(level)) &&
            limit >= span) {
            entry = Format::kernel_leaf(level, start, permissions);
        } else if (entry == 0) {
            entry = Format::table(new_table());
        }
        if (Format::is_leaf(level, entry)) {
            return span - (start.value & (span - 1));
        }
        table = &table_at(Format::target(entry));
    }
    return power_of_two(Format::page_bits);
}

void KernelWindow::map(PhysicalRange range, PagePermissions permissions) {
    PhysicalAddress start = range.start.down_to(Format::page_bits);
    const PhysicalAddress end = range.end.up_to(Format::page_bits);
    while (start < end) {
        start = start + map_once(address(start), start, end - start, permissions);
    }
    window_layout::changed();
}

void KernelWindow::map_device(PhysicalAddress page) {
    map_once(device_address(page), page, page_size, kernel_device);
    window_layout::changed();
}

KernelWindow kernel_window() { return {window_root, KernelWindow::base - KernelWindow::physical_base}; }

namespace {

/// Both stacks of each core, without the guard pages.
void map_stacks(KernelWindow window) {
    for (const CoreStacks& stacks : core_stacks) {
        const auto page = [](const auto& member) { return PhysicalAddress{reinterpret_cast<Word>(&member)}; };
        window.map({page(stacks.stack), page(stacks.emergency_guard)}, kernel_memory);
        window.map({page(stacks.emergency_stack), page(stacks.emergency_stack) + page_size}, kernel_memory);
    }
}

} // namespace

void map_kernel_image(KernelWindow window) {
    const auto at = [](const char* symbol) { return PhysicalAddress{address_of(symbol)}; };
    window.map({at(image_start), at(text_end)}, kernel_text);
    window.map({at(text_end), at(constants_end)}, kernel_constants);
    window.map({at(constants_end), at(stacks_start)}, kernel_memory);
    window.map({at(bss_start), at(kernel_end)}, kernel_memory);
    map_stacks(window);
}

} // namespace nacre::kernel::arch
