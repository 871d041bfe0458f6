// SPDX-License-Identifier: MIT
// Raspberry Pi 3: what the GPU's firmware tells, the spin table of the other cores, and who claims an
// interrupt.
#include "consoles.hpp"
#include "firmware.hpp"

#include <arch/cache.hpp>
#include <arch/console_line.hpp>
#include <arch/core_stacks.hpp>
#include <arch/kernel_window.hpp>
#include <board/board.hpp>

namespace nacre::kernel::board {
namespace {

constexpr unsigned core_count = 4;
/// The firmware's first page: the cores that wait in it and their spin table.
constexpr PhysicalRange firmware_page{{0}, {0x1000}};
constexpr PhysicalAddress spin_table{0xd8};

} // namespace

void Board::describe(PhysicalAddress, boot::MachineDescription& machine) {
    consoles::show();
    if (consoles::options().wait_for_debugger) {
        consoles::wait_for_debugger();
    }
    machine.memory.add({{0}, firmware::memory_end()});
    machine.reserved.add(firmware_page);
    machine.kernel_devices.add({arm_block, arm_block + 0x1000});
    machine.kernel_devices.add({local_block, local_block + 0x1000});
    machine.processors = core_count;
    machine.screen = consoles::screen();
}

ClaimedInterrupt Board::claim() {
    const InterruptNumber number = controller().claim(arch::core_block().index);
    switch (number) {
    case drivers::bcm2836::none: return {};
    case drivers::bcm2836::virtual_timer: return {InterruptSource::timer, number};
    case drivers::bcm2836::mailbox: return {InterruptSource::inter_processor, number};
    default: return {InterruptSource::device, number};
    }
}

/// Without power there is no picture.
void Board::power_off() {
    if (!arch::panicking() || !consoles::options().stay_after_panic) {
        watchdog().power_off();
    }
}

/// The waiting cores read past the caches.
bool Board::start_core(unsigned core, PhysicalAddress entry) {
    consoles::show();
    const Word slot = arch::KernelWindow::address(spin_table + core * sizeof(Word));
    *reinterpret_cast<volatile Word*>(slot) = entry.value;
    arch::cache::clean(slot, sizeof(Word));
    asm volatile("sev" : : : "memory");
    return true;
}

} // namespace nacre::kernel::board
