// SPDX-License-Identifier: MIT
// What the firmware's tables say of this PC, read once.
#pragma once

#include <drivers/firmware/acpi.hpp>
#include <drivers/firmware/boot_handover.hpp>

namespace nacre::kernel::board::firmware {

/// Memory at its physical address, mapped for the kernel; nothing above 4 GiB, where no table lies.
std::span<const std::byte> view(PhysicalAddress start, std::size_t size);

struct Description {
    drivers::BootHandover handover;
    drivers::AcpiInterruptControllers controllers;
    drivers::AcpiPower power;
};

/// Reads all of it; what is damaged or missing is told on the console, and replaced by the least that every
/// PC has. Without a memory map the kernel stops.
void read(PhysicalAddress handed_over);
const Description& description();

} // namespace nacre::kernel::board::firmware
