# SPDX-License-Identifier: MIT
# Where RAM begins, and where the cores begin.
set(NACRE_LOAD_ADDRESS 0x80000000)
set(NACRE_BOARD_SOURCES board.cpp)
set(NACRE_BOARD_DRIVERS firmware/device_tree.cpp firmware/device_tree_check.cpp)
set(NACRE_BOARD_LIBRARIES fdt)
