// SPDX-License-Identifier: MIT
// Who hears of which interrupt.
#pragma once

#include <arch/machine.hpp>
#include <core/capability/slot.hpp>

#include <array>

namespace nacre::kernel {

/// What a device's line is used for.
enum class InterruptUse : unsigned char { inactive, handler_issued };

/// For each line: a slot with the notification that its handler set, and whether a handler capability exists.
struct InterruptTable {
    std::array<Slot, arch::Machine::interrupt_count> notifications;
    std::array<InterruptUse, arch::Machine::interrupt_count> uses;
};

} // namespace nacre::kernel
