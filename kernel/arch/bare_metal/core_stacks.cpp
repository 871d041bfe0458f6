// SPDX-License-Identifier: MIT
// The kernel stacks; the linker script puts them where start.S does not clear memory.
#include <arch/core_stacks.hpp>

namespace nacre::kernel::arch {

constinit std::array<CoreStacks, maximum_processors> core_stacks{};

} // namespace nacre::kernel::arch
