// SPDX-License-Identifier: MIT
// A board for the host build of the checks, which never run there.
#pragma once

#include <base/address.hpp>

namespace nacre::user::board {

inline constexpr PhysicalAddress uart{};
inline constexpr PhysicalAddress device_page{};
inline constexpr Word uart_interrupt = 0;
inline constexpr Word first_interrupt = 0;
inline constexpr Word last_interrupt = 0;
inline constexpr Word timer_interrupt = 0;
inline constexpr bool has_triggers = true;
inline constexpr bool heeds_triggers = true;
inline constexpr bool levels_repeat = true;
inline constexpr bool has_software_interrupts = true;

} // namespace nacre::user::board
