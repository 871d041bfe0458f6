// SPDX-License-Identifier: MIT
// From a described machine to a kernel with a root task ready to run.
#include <core/boot/root_task.hpp>
#include <core/boot/start.hpp>
#include <core/schedule/clock.hpp>

namespace nacre::kernel::boot {

namespace {

void start_processor(Kernel& kernel, unsigned index) {
    Processor& processor = kernel.processors[index];
    processor.kernel = &kernel;
    processor.index = index;
    processor.space_epoch = 1;
    processor.home = home_of_core(index, kernel.processor_count);
    processor.now = arch::Machine::now();
    processor.idle_thread.state = ThreadState::idle;
    processor.idle_thread.scheduling_context = &processor.idle.context;
    processor.idle.context.thread = &processor.idle_thread;
    processor.idle.context.processor = static_cast<std::uint8_t>(index);
    processor.current = &processor.idle_thread;
    processor.current_context = &processor.idle.context;
}

} // namespace

Result<void, const char*> start(Kernel& kernel, const MachineDescription& machine) {
    kernel.processor_count =
        machine.processors < maximum_processors ? machine.processors : maximum_processors;
    kernel.limits.kernel_time = clock::from_microseconds(refill::kernel_microseconds);
    kernel.limits.minimum_budget = clock::from_microseconds(refill::minimum_budget_microseconds);
    kernel.memory = machine.memory;
    kernel.explains = machine.explains;
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        start_processor(kernel, index);
    }
    NACRE_TRY(image, find_root_image(machine.boot_archive));

    FreeMemory memory;
    for (const PhysicalRange& range : machine.memory.all()) {
        memory.add(range);
    }
    for (const PhysicalRange& range : machine.reserved.all()) {
        memory.remove(range);
    }
    memory.remove({machine.boot_archive.start.down_to(12), machine.boot_archive.end.up_to(12)});
    memory.remove({machine.device_tree.start.down_to(12), machine.device_tree.end.up_to(12)});
    return RootTask{kernel, machine, image, memory}.build();
}

} // namespace nacre::kernel::boot
