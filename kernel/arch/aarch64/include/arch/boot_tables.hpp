// SPDX-License-Identifier: MIT
// The translation tables that start.S switches on.
#pragma once

#include <arch/kernel_window.hpp>

extern "C" {
/// For TTBR0 while the MMU is switched on: the kernel's gigabyte at its physical address, for a few
/// instructions.
extern nacre::kernel::arch::KernelWindow::Table identity_root;
/// For TTBR0 when no program's address space is active.
extern nacre::kernel::arch::KernelWindow::Table empty_root;

/// Called with the MMU off. `device_tree` is its physical address, or anything below the kernel if there is
/// none.
void build_boot_tables(nacre::Word device_tree);
}
