// SPDX-License-Identifier: MIT
// The fake machine is all that the core asks of a machine.
#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <arch/registers.hpp>
#include <core/kernel.hpp>
#include <interface/registers.hpp>

namespace nacre::kernel {

static_assert(interface::MachineInterface<arch::Machine>);
static_assert(interface::PageTableDescription<arch::PageTableFormat>);
static_assert(interface::RegisterFile<arch::Registers>);

} // namespace nacre::kernel
