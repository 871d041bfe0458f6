// SPDX-License-Identifier: MIT
// A serial port for the host build of the checks, which never run there.
#pragma once

#include <drivers/pl011/pl011.hpp>

namespace nacre::user::board {

template<Bus B>
using SerialPort = Pl011<B>;

} // namespace nacre::user::board
