// SPDX-License-Identifier: MIT
// What the firmware on the GPU tells about the machine, and the picture that it shows for us.
#pragma once

#include <base/address.hpp>
#include <core/boot/machine_description.hpp>
#include <drivers/firmware/bcm2835_mailbox.hpp>

#include <optional>

namespace nacre::kernel::board::firmware {

/// Where the RAM ends that the GPU leaves to the cores.
PhysicalAddress memory_end();

/// In hertz; 0 if the firmware does not say.
std::uint32_t clock_rate(drivers::FirmwareClock clock);

/// A frame buffer of 16 bits a pixel, as large as the display, or in steps of two or more of its pixels if
/// that would make letters too small to read. One line more than is shown belongs to it. Nothing if there is
/// no display.
std::optional<boot::Screen> make_screen();

} // namespace nacre::kernel::board::firmware
