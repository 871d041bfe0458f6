// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for RISC-V: what its device tree says, and where interrupts go.
#include <board/board.hpp>
#include <core/panic.hpp>
#include <drivers/firmware/device_tree.hpp>

#include <span>

namespace nacre::kernel::board {
namespace {

using arch::KernelWindow;

constexpr PhysicalAddress first_memory{0x8000'0000};
constexpr PhysicalAddress window_end{KernelWindow::physical_base + KernelWindow::size};

/// What is mapped of memory where the machine says that the tree is.
std::span<std::byte> bytes_of_tree(PhysicalAddress device_tree) {
    if (device_tree < first_memory || device_tree >= window_end - 2 * drivers::DeviceTree::longest) {
        return {};
    }
    return {reinterpret_cast<std::byte*>(KernelWindow::address(device_tree)), drivers::DeviceTree::longest};
}

} // namespace

void Board::describe(PhysicalAddress device_tree, boot::MachineDescription& machine) {
    machine.kernel_devices.add({clint, clint + clint_size});
    machine.kernel_devices.add({plic, plic + plic_size});
    machine.kernel_devices.add({power_switch, power_switch + 0x1000});
    auto tree = drivers::DeviceTree::at(bytes_of_tree(device_tree));
    if (!tree) {
        panic(tree.reason());
    }
    if (const auto described = tree->describe(device_tree, {first_memory, window_end}, machine); !described) {
        panic(described.reason());
    }
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
