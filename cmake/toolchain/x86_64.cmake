# SPDX-License-Identifier: MIT
# Bare-metal x86-64 with clang 19 and lld 19.
set(NACRE_ARCHITECTURE x86_64)
set(NACRE_TARGET_FLAGS --target=x86_64-none-elf)
# An interrupt may come between any two instructions and takes the stack below the kernel's; SSE belongs to programs.
# The kernel lives in its window onto physical memory, where no 32-bit address reaches, and finds everything relative to
# itself: so it also runs before that window is there.
set(NACRE_KERNEL_FLAGS -mno-red-zone -fpie -fvisibility=hidden -fdirect-access-external-data -momit-leaf-frame-pointer -mno-sse -mno-mmx -mno-avx)
set(NACRE_LINK_FLAGS -Wl,-z,max-page-size=4096)
include(${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake)
