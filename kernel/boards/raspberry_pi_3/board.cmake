# SPDX-License-Identifier: MIT
# Where the firmware loads kernel8.img, which is our nacre.img.
set(NACRE_LOAD_ADDRESS 0x80000)
set(NACRE_BOARD_SOURCES board.cpp consoles.cpp firmware.cpp)
set(NACRE_BOARD_LIBRARIES)
