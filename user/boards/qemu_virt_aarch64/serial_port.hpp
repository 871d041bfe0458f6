// SPDX-License-Identifier: MIT
// Which driver the board's serial port takes, for tests that use the device themselves.
#pragma once

#include <drivers/pl011/pl011.hpp>

namespace nacre::user::board {

template<Bus B>
using SerialPort = Pl011<B>;

} // namespace nacre::user::board
