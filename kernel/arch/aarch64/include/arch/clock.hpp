// SPDX-License-Identifier: MIT
// The core's timer, reached through system registers.
#pragma once

#include <arch/system_register.hpp>
#include <drivers/clock/generic_timer.hpp>

namespace nacre::kernel::arch {

struct TimerRegisters {
    static std::uint64_t read_frequency() { return system_register::CounterFrequency::read(); }
    static std::uint64_t read_counter() { return system_register::VirtualCount::read(); }
    static void write_compare_value(std::uint64_t value) { system_register::VirtualCompare::write(value); }
    static void write_control(std::uint64_t value) { system_register::VirtualControl::write(value); }
};

using Clock = drivers::GenericTimer<TimerRegisters>;

} // namespace nacre::kernel::arch
