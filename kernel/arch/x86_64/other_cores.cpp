// SPDX-License-Identifier: MIT
// What a core writes down for all others.
#include <arch/core_stacks.hpp>
#include <arch/other_cores.hpp>

namespace nacre::kernel::arch {

void mark_translations_stale(unsigned but_of_core) {
    for (CoreStacks& stacks : core_stacks) {
        if (stacks.block.index != but_of_core) {
            stacks.block.translations_stale = true;
        }
    }
}

} // namespace nacre::kernel::arch
