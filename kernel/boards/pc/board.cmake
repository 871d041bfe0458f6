# SPDX-License-Identifier: MIT
# Where boot loaders put a kernel on a PC: at one megabyte, behind everything that the firmware owns.
set(NACRE_LOAD_ADDRESS 0x100000)
set(NACRE_BOARD_SOURCES board.cpp)
set(NACRE_BOARD_LIBRARIES)
