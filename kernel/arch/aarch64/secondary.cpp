// SPDX-License-Identifier: MIT
// Brings up the other cores: MMU on, own stack, own interrupts; they wait there for the kernel to be built.
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/machine.hpp>
#include <arch/secondary.hpp>
#include <core/log.hpp>

#include <atomic>

namespace nacre::kernel::arch {
namespace {

/// How many cores have arrived, the first included.
constinit std::atomic<unsigned> cores_up{1};
constinit std::atomic<bool> kernel_is_built{false};

bool wait_for_core(unsigned expected) {
    const Ticks deadline = Machine::now() + Machine::ticks_per_second();
    while (cores_up.load(std::memory_order_acquire) != expected) {
        if (Machine::now() > deadline) {
            return false;
        }
        asm volatile("yield");
    }
    return true;
}

} // namespace

extern "C" [[noreturn]] void secondary_main(Word core);

unsigned start_secondary_cores(unsigned count) {
    const PhysicalAddress entry = KernelWindow::physical(address_of(start_secondary));
    unsigned up = 1;
    for (unsigned core = 1; core < count && core < maximum_processors; ++core) {
        if (!board::Board::start_core(core, entry) || !wait_for_core(up + 1)) {
            print("core {} does not start\n", core);
            continue;
        }
        ++up;
    }
    return up;
}

/// Called by start.S on each of the other cores.
void secondary_main(Word core) {
    board::Board::start_core_interrupts(static_cast<unsigned>(core));
    Clock::silence();
    cores_up.fetch_add(1, std::memory_order_release);
    while (!kernel_is_built.load(std::memory_order_acquire)) {
        Machine::relax();
    }
    run_core(static_cast<unsigned>(core));
}

void release_secondary_cores() {
    kernel_is_built.store(true, std::memory_order_release);
    Machine::wake_waiting();
}

} // namespace nacre::kernel::arch
