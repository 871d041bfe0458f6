// SPDX-License-Identifier: MIT
// Brings up the other cores: MMU on, own stack, own interrupts; for now they sleep there.
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
        print("core {} waits in the kernel\n", core);
    }
    return up;
}

/// Called by start.S on each of the other cores. It takes no interrupts and so never leaves the kernel.
void secondary_main(Word core) {
    board::Board::start_core_interrupts(static_cast<unsigned>(core));
    Clock::silence();
    cores_up.fetch_add(1, std::memory_order_release);
    for (;;) {
        Machine::wait_for_interrupt();
    }
}

} // namespace nacre::kernel::arch
