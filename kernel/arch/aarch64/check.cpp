// SPDX-License-Identifier: MIT
// That start.S and vector.S know the layouts.
#include <arch/offsets.hpp>
#include <arch/page_table_format.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel {

static_assert(offsetof(Processor, current) == PROCESSOR_CURRENT);
// start.S sets MAIR_EL1.
static_assert(arch::PageTableFormat::memory_attributes == 0xff00);

} // namespace nacre::kernel
