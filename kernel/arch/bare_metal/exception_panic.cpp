// SPDX-License-Identifier: MIT
// The beginning of the end, after an exception that must not happen.
#include <arch/core_block.hpp>
#include <arch/exception_panic.hpp>
#include <arch/machine.hpp>
#include <core/log.hpp>

namespace nacre::kernel::arch {

void begin_exception_panic() {
    if (core_block().panicking) {
        ConsoleSink{}.write("\nKERNEL PANIC while panicking\n");
        Machine::halt();
    }
    core_block().panicking = true;
    Machine::stop_others();
}

} // namespace nacre::kernel::arch
