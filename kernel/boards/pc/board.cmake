# SPDX-License-Identifier: MIT
# Where boot loaders put a kernel on a PC: at one megabyte, behind everything that the firmware owns.
set(NACRE_LOAD_ADDRESS 0x100000)
set(NACRE_BOARD_SOURCES board.cpp clock.cpp consoles.cpp firmware.cpp interrupts.cpp)
set(NACRE_BOARD_DRIVERS firmware/acpi.cpp firmware/boot_handover.cpp)
set(NACRE_BOARD_LIBRARIES)
