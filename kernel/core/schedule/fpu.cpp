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

void release(Kernel& kernel, Thread& thread) {
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        Processor& processor = kernel.processors[index];
        if (processor.fpu_owner == &thread) {
            Machine::enable_fpu();
            Machine::save_fpu(thread.fpu);
            processor.fpu_owner = nullptr;
            Machine::disable_fpu();
        }
    }
}

} // namespace nacre::kernel::fpu
