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

/// Reads all of it. The kernel stops where the memory map or one of ACPI's tables is missing or damaged: what
/// the others say can be as wrong.
void read(PhysicalAddress handed_over);
const Description& description();

} // namespace nacre::kernel::board::firmware
