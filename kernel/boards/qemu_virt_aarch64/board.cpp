// SPDX-License-Identifier: MIT
// QEMU's `virt` machine: what its device tree says, and its firmware calls.
#include <arch/firmware_call.hpp>
#include <arch/kernel_window.hpp>
#include <board/board.hpp>
#include <core/panic.hpp>
#include <drivers/firmware/device_tree.hpp>

namespace nacre::kernel::board {
namespace {

constinit arch::FirmwareCall firmware_call = arch::FirmwareCall::hypervisor;

/// Arm DEN 0022, section 5.1.
enum class PowerState : std::uint32_t {
    core_on = 0xc400'0003,
    system_off = 0x8400'0008,
    system_reset = 0x8400'0009,
};

Word power_state(PowerState function, Word first = 0, Word second = 0) {
    return arch::call_firmware(firmware_call, static_cast<Word>(function), first, second);
}

constexpr PhysicalAddress first_memory{0x4000'0000};

/// What is mapped of memory where the firmware says that the tree is.
std::span<std::byte> bytes_of_tree(PhysicalAddress device_tree) {
    if (device_tree < first_memory) {
        return {};
    }
    return {reinterpret_cast<std::byte*>(arch::KernelWindow::address(device_tree)),
            drivers::DeviceTree::longest};
}

} // namespace

void Board::describe(PhysicalAddress device_tree, boot::MachineDescription& machine) {
    for (const PhysicalAddress page : {distributor, processor_interface}) {
        machine.kernel_devices.add({page, page + 0x1'0000});
    }
    auto tree = drivers::DeviceTree::at(bytes_of_tree(device_tree));
    if (!tree) {
        panic(tree.reason());
    }
    const PhysicalRange window{first_memory, {arch::KernelWindow::size}};
    if (const auto described = tree->describe(device_tree, window, machine); !described) {
        panic(described.reason());
    }
    firmware_call =
        tree->firmware_behind_monitor() ? arch::FirmwareCall::monitor : arch::FirmwareCall::hypervisor;
}

bool Board::start_core(unsigned core, PhysicalAddress entry) {
    return power_state(PowerState::core_on, core, entry.value) == 0;
}

void Board::power_off() { power_state(PowerState::system_off); }

void Board::reboot() { power_state(PowerState::system_reset); }

} // namespace nacre::kernel::board
