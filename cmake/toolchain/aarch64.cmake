# SPDX-License-Identifier: MIT
# Bare-metal 64-bit ARM with clang 19 and lld 19.
set(NACRE_ARCHITECTURE aarch64)
set(NACRE_TARGET_FLAGS --target=aarch64-none-elf -mcpu=cortex-a53)
# The kernel leaves FPU and NEON to programs, and may run before its memory is cached (no unaligned access).
set(NACRE_KERNEL_FLAGS -mgeneral-regs-only -mstrict-align)
set(NACRE_LINK_FLAGS -Wl,-z,max-page-size=4096)
include(${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake)
