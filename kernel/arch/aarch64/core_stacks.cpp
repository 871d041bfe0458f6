// SPDX-License-Identifier: MIT
// The kernel stacks; the linker script puts them where start.S does not clear memory.
#include <arch/core_stacks.hpp>
#include <arch/system_register.hpp>

namespace nacre::kernel::arch {

constinit std::array<CoreStacks, maximum_processors> core_stacks{};

CoreBlock& core_block() { return *reinterpret_cast<CoreBlock*>(system_register::KernelThread::read()); }

} // namespace nacre::kernel::arch
