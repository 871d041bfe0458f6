// SPDX-License-Identifier: MIT
// Everything that shows the kernel's words: the serial port, the screen, the second serial port.
#pragma once

#include <core/boot/machine_description.hpp>

#include <optional>

namespace nacre::kernel::board::consoles {

/// What the image's header may ask of this board (board.conf has the names).
struct Options {
    bool mini_uart;         ///< the pins of the serial port belong to the second one
    bool jtag;              ///< the pins that a hardware debugger wants are its own
    bool wait_for_debugger; ///< nothing goes on before it says so
    bool stay_after_panic;  ///< switched on, so that the screen shows why
};
Options options();

/// What programs are told about the screen; nothing if there is none.
const std::optional<boot::Screen>& screen();

/// Draws everything that waits to be drawn.
void show();

/// Comes back when a debugger has changed `debugger_is_away`.
void wait_for_debugger();

} // namespace nacre::kernel::board::consoles
