// SPDX-License-Identifier: MIT
// The end of the machine after a trap that the machine-mode layer does not expect.
#pragma once

namespace nacre::kernel::arch {

/// Says on the console what the trap was that was taken last, and where, and switches the machine off.
/// `is_inside`: it was taken from the layer itself, which runs at physical addresses. machine_mode.S calls
/// it, too.
extern "C" [[noreturn]] void machine_mode_panic(bool is_inside);

} // namespace nacre::kernel::arch
