// SPDX-License-Identifier: MIT
// Brings up the other cores: MMU on, own stack, own interrupts; they wait there for the kernel to be built.
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/machine.hpp>
#include <arch/secondary.hpp>
#include <core/log.hpp>

#include <algorithm>
#include <array>
#include <atomic>

namespace nacre::kernel::arch {
namespace {

/// Which cores have arrived, and how many of them are used: a core that comes too late is not.
constinit std::array<std::atomic<bool>, maximum_processors> has_arrived{};
constinit std::atomic<unsigned> used_cores{1};
constinit std::atomic<bool> kernel_is_built{false};

bool wait_for_core(unsigned core) {
    const Ticks deadline = Machine::now() + Machine::ticks_per_second();
    while (!has_arrived[core].load(std::memory_order_acquire)) {
        if (Machine::now() > deadline) {
            return false;
        }
        Machine::pause();
    }
    return true;
}

bool bring_up(unsigned core) {
    const PhysicalAddress entry = KernelWindow::physical(address_of(start_secondary));
    if (!board::Board::start_core(core, entry)) {
        print("core {} does not start: the firmware refuses\n", core);
        return false;
    }
    if (!wait_for_core(core)) {
        print("core {} does not start: no answer for a second\n", core);
        return false;
    }
    return true;
}

} // namespace

extern "C" [[noreturn]] void secondary_main(Word core);

unsigned start_secondary_cores(unsigned count, unsigned present) {
    unsigned up = 1;
    while (up < count && bring_up(up)) {
        ++up;
    }
    for (unsigned core = up; core < std::min(present, maximum_processors); ++core) {
        const PhysicalAddress entry = KernelWindow::physical(address_of(start_secondary));
        static_cast<void>(board::Board::start_core(core, entry));
    }
    if (up < count) {
        print("the kernel uses {} of {} cores\n", up, count);
    }
    used_cores.store(up);
    return up;
}

void call_other_cores(unsigned core) {
    for (unsigned other = 0; other < used_cores.load(); ++other) {
        if (other != core) {
            Machine::call_processor(other);
        }
    }
}

bool programs_run() { return kernel_is_built.load(std::memory_order_relaxed); }

/// Called by start.S on each of the other cores.
void secondary_main(Word core) {
    Machine::start();
    board::Board::start_core_interrupts(static_cast<unsigned>(core));
    has_arrived[core].store(true, std::memory_order_release);
    while (!kernel_is_built.load(std::memory_order_acquire)) {
        Machine::relax();
    }
    if (core >= used_cores.load()) {
        sleep_for_ever();
    }
    run_core(static_cast<unsigned>(core));
}

void release_secondary_cores() {
    kernel_is_built.store(true, std::memory_order_release);
    Machine::wake_waiting();
}

} // namespace nacre::kernel::arch
