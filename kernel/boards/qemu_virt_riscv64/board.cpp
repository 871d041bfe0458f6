// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for RISC-V: what its device tree says, and where interrupts go.
#include <board/board.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>
#include <drivers/firmware/device_tree.hpp>

#include <algorithm>

namespace nacre::kernel::board {
namespace {

using arch::KernelWindow;

/// RAM as far as the kernel window shows it.
void add_visible(const boot::RangeList& memory, boot::MachineDescription& machine) {
    const PhysicalAddress first{KernelWindow::physical_base};
    const PhysicalAddress end = first + KernelWindow::size;
    for (const PhysicalRange& range : memory.all()) {
        const PhysicalRange visible{std::max(range.start, first), std::min(range.end, end)};
        if (!visible.empty()) {
            machine.memory.add(visible);
        }
        if (visible.empty() || visible.size() < range.size()) {
            print("RAM beyond {:#x} is not used: the kernel cannot map it\n", end.value);
        }
    }
}

} // namespace

void Board::describe(PhysicalAddress device_tree, boot::MachineDescription& machine) {
    machine.kernel_devices.add({clint, clint + clint_size});
    machine.kernel_devices.add({plic, plic + plic_size});
    machine.kernel_devices.add({power_switch, power_switch + 0x1000});
    const Word address = KernelWindow::address(device_tree);
    auto tree = device_tree.value < arch::window_layout::lowest_device_tree
                    ? std::nullopt
                    : drivers::DeviceTree::at(reinterpret_cast<void*>(address));
    if (!tree) {
        panic("there is no device tree at the address in a1, or it is damaged");
    }
    boot::RangeList memory{};
    tree->add_memory(memory);
    add_visible(memory, machine);
    if (machine.memory.all().empty()) {
        panic("the device tree names no memory that the kernel can map");
    }
    tree->add_reserved(machine.reserved);
    machine.device_tree = {device_tree, device_tree + tree->trim()};
    machine.processors = tree->processors();
    timebase = tree->timebase_frequency().value_or(usual_timebase);
}

/// Everything goes to the first core until it is routed elsewhere.
void Board::start_interrupts() {
    controller().start();
    for (unsigned core = 0; core < most_cores; ++core) {
        controller().start_context(supervisor_context(core), core == 0);
    }
}

/// Only who is enabled for it can complete it.
void Board::route(InterruptNumber n, unsigned core) {
    finish(n);
    for (unsigned other = 0; other < most_cores; ++other) {
        controller().enable(supervisor_context(other), n, other == core);
    }
}

} // namespace nacre::kernel::board
