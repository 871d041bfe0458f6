// SPDX-License-Identifier: MIT
// Which driver the board's serial port takes, for tests that use the device themselves.
#pragma once

#include <drivers/ns16550/ns16550.hpp>

namespace nacre::user::board {

template<Bus B>
using SerialPort = Ns16550<B>;

} // namespace nacre::user::board
