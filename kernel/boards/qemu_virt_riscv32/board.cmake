# SPDX-License-Identifier: MIT
# Where RAM begins, and where the cores begin. Both widths are the same machine.
set(NACRE_LOAD_ADDRESS 0x80000000)
set(NACRE_BOARD_SOURCES ../qemu_virt_riscv64/board.cpp)
set(NACRE_BOARD_INCLUDES ../qemu_virt_riscv64/include)
set(NACRE_BOARD_DRIVERS firmware/device_tree.cpp firmware/device_tree_check.cpp)
set(NACRE_BOARD_LIBRARIES fdt)
