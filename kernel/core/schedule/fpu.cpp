// SPDX-License-Identifier: MIT
// Lazy FPU switching: a thread gets the FPU when it first uses it, and keeps it until another one does.
#include <core/schedule/fpu.hpp>

namespace nacre::kernel::fpu {

using arch::Machine;

void take(Processor& processor) {
    Machine::enable_fpu();
    if (processor.fpu_owner != nullptr) {
        Machine::save_fpu(processor.fpu_owner->fpu);
    }
    Machine::load_fpu(processor.current->fpu);
    processor.fpu_owner = processor.current;
}

void save(Processor& processor) {
    if (processor.fpu_owner != nullptr) {
        Machine::enable_fpu();
        Machine::save_fpu(processor.fpu_owner->fpu);
        prepare(processor, *processor.current);
    }
}

void release(Processor& processor, Thread& thread) {
    if (processor.fpu_owner == &thread) {
        Machine::enable_fpu();
        Machine::save_fpu(thread.fpu);
        processor.fpu_owner = nullptr;
        Machine::disable_fpu();
    }
    if (exclusive::has(processor)) {
        // A parked core has saved what is in its FPU.
        for (Processor& other : processor.kernel->processors) {
            if (other.fpu_owner == &thread) {
                other.fpu_owner = nullptr;
            }
        }
    }
}

} // namespace nacre::kernel::fpu
