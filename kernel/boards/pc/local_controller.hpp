// SPDX-License-Identifier: MIT
// The calling core's interrupt controller, and the vectors that the kernel uses.
#pragma once

#include <arch/apic_bus.hpp>
#include <board/board.hpp>
#include <drivers/interrupt_controller/local_apic.hpp>

namespace nacre::kernel::board {

/// Below them come exceptions and what old controllers raise by mistake. The upper four bits are the
/// priority.
namespace vector {
inline constexpr std::uint8_t first_legacy = 0x20;
inline constexpr std::uint8_t first_device = 0x30;
inline constexpr std::uint8_t timer = 0xe0;
inline constexpr std::uint8_t inter_processor = 0xf0;
inline constexpr std::uint8_t spurious = 0xff;
} // namespace vector

static_assert(vector::first_device + Board::interrupt_count <= vector::timer);

using LocalController = drivers::LocalApic<arch::ApicBus>;

LocalController local_controller();

} // namespace nacre::kernel::board
