# SPDX-License-Identifier: MIT
# Where QEMU loads a raw kernel image: 512 KiB (the text_offset of its header) into RAM.
set(NACRE_LOAD_ADDRESS 0x40080000)
set(NACRE_BOARD_SOURCES board.cpp)
set(NACRE_BOARD_DRIVERS firmware/device_tree.cpp firmware/device_tree_check.cpp)
set(NACRE_BOARD_LIBRARIES fdt)
