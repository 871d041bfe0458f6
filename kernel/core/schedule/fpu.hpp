// SPDX-License-Identifier: MIT
// Lazy FPU switching: a thread gets the FPU when it first uses it, and keeps it until another one does.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::fpu {

/// The thread is about to run: enables the FPU if its state is in there, else makes its next use trap.
inline void prepare(const Processor& processor, const Thread& thread) {
    if (processor.fpu_owner == &thread) [[unlikely]] {
        arch::Machine::enable_fpu();
    } else {
        arch::Machine::disable_fpu();
    }
}

/// The current thread used the FPU: saves the old owner's state, loads this one's.
void take(Processor& processor);

/// The saved state of the FPU's owner is up to date; it stays in the FPU, too.
void save(Processor& processor);

/// The thread's saved state is up to date and no core's FPU holds anything of it. For whoever reads, moves or
/// deletes it; another core's FPU only within an exclusive section.
void release(Processor& processor, Thread& thread);

} // namespace nacre::kernel::fpu
