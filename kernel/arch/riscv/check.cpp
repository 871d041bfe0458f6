// SPDX-License-Identifier: MIT
// That vector.S knows the layouts, and that addresses and identifiers fit.
#include <arch/board.hpp>
#include <arch/machine.hpp>
#include <arch/offsets.hpp>
#include <arch/page_table_format.hpp>
#include <core/kernel.hpp>

#include <algorithm>

namespace nacre::kernel {

static_assert(offsetof(Processor, current) == PROCESSOR_CURRENT * WORD_BYTES);

// The identifiers that the kernel gives out fit the register.
static_assert(arch::PageTableFormat::asid_bits <= arch::system_register::SATP::asid_width);
// Programs cannot reach the kernel's half of their root tables.
static_assert((arch::Machine::user_top.value - 1) >> arch::PageTableFormat::span_bits(0) <
              arch::PageTableFormat::first_kernel_entry);

static_assert(board::Board::most_cores == maximum_processors);
// No two pages of devices are seen at the same place.
static_assert([] {
    const auto& pages = board::Board::device_pages;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (arch::KernelWindow::device_address(pages[i]) ==
                arch::KernelWindow::device_address(pages[j])) {
                return false;
            }
        }
    }
    return true;
}());

} // namespace nacre::kernel
