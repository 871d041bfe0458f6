// SPDX-License-Identifier: MIT
// One console for all cores: lines stay whole, and a core that panics has it for itself.
#pragma once

namespace nacre::kernel::arch {

/// As `begin_line`, `end_line` and `stop_others` of MachineInterface (interface/machine.hpp).
void begin_line();
void end_line();
void stop_others();

/// Has a core begun to panic?
bool panicking();

/// Does not return if another core panics. Whoever waits for another core asks this again and again.
void stop_if_told();

} // namespace nacre::kernel::arch
