// SPDX-License-Identifier: MIT
// Raspberry Pi 3: what the GPU's firmware tells, the spin table of the other cores, and who claims an
// interrupt.
#include <arch/cache.hpp>
#include <arch/core_stacks.hpp>
#include <arch/kernel_window.hpp>
#include <board/board.hpp>
#include <drivers/firmware/bcm2835_mailbox.hpp>

namespace nacre::kernel::board {
namespace {

constexpr unsigned core_count = 4;
/// The firmware's first page: the cores that wait in it and their spin table.
constexpr PhysicalRange firmware_page{{0}, {0x1000}};
constexpr PhysicalAddress spin_table{0xd8};
/// How the GPU sees RAM past its caches.
constexpr std::uint32_t gpu_uncached = 0xc000'0000;

constinit drivers::PropertyRequest request{};

} // namespace

/// The GPU keeps the upper part of the RAM for itself; it says where that begins.
PhysicalAddress Board::memory_end() {
    using Mailbox = drivers::Bcm2835Mailbox<MemoryBus>;
    constexpr Word least = 0x0800'0000;
    request.tag = Mailbox::get_arm_memory;
    const auto address = reinterpret_cast<Word>(&request);
    arch::cache::clean_invalidate(address, sizeof request);
    const Word physical = arch::KernelWindow::physical(address).value;
    const bool answered =
        Mailbox{registers(arm_block + 0x880)}.ask(static_cast<std::uint32_t>(physical) | gpu_uncached);
    arch::cache::invalidate(address, sizeof request);
    const Word end = Word{request.values[0]} + request.values[1];
    const bool plausible = request.code == Mailbox::success && request.values[0] == 0 && end >= least &&
                           end <= peripherals.value && is_aligned(end, 12);
    return {answered && plausible ? end : least};
}

void Board::describe(PhysicalAddress, boot::MachineDescription& machine) {
    machine.memory.add({{0}, memory_end()});
    machine.reserved.add(firmware_page);
    machine.kernel_devices.add({arm_block, arm_block + 0x1000});
    machine.kernel_devices.add({local_block, local_block + 0x1000});
    machine.processors = core_count;
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

/// The waiting cores read past the caches.
bool Board::start_core(unsigned core, PhysicalAddress entry) {
    const Word slot = arch::KernelWindow::address(spin_table + core * sizeof(Word));
    *reinterpret_cast<volatile Word*>(slot) = entry.value;
    arch::cache::clean(slot, sizeof(Word));
    asm volatile("sev" : : : "memory");
    return true;
}

} // namespace nacre::kernel::board
