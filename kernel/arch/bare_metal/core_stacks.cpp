// SPDX-License-Identifier: MIT
// The kernel stacks; the linker script puts them where start.S does not clear memory.
#include <arch/core_stacks.hpp>

namespace nacre::kernel::arch {

constinit std::array<CoreStacks, maximum_processors> core_stacks{};

bool in_guard_page(Word address) {
    const auto start = reinterpret_cast<Word>(&core_stacks[core_block().index].guard);
    return address >= start && address - start < page_size;
}

} // namespace nacre::kernel::arch
