# SPDX-License-Identifier: MIT
# Bare-metal 64-bit RISC-V with clang 19 and lld 19: integers, multiplication, atomics, compressed instructions.
set(NACRE_ARCHITECTURE riscv)
set(NACRE_TARGET_FLAGS --target=riscv64-unknown-none-elf -march=rv64imac_zicsr_zifencei -mabi=lp64 -mcmodel=medany)
set(NACRE_KERNEL_FLAGS)
# From a physical address to where the kernel window shows it (arch/window_layout.hpp).
set(NACRE_KERNEL_LINK_FLAGS -Wl,--defsym=window_distance=0xffffffc000000000)
set(NACRE_LINK_FLAGS -Wl,-z,max-page-size=4096)
include(${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake)
