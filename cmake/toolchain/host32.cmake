# SPDX-License-Identifier: MIT
# The developer's own machine in 32-bit mode: the word size of 32-bit RISC-V without its simulator.
include(${CMAKE_CURRENT_LIST_DIR}/host.cmake)
set(CMAKE_C_FLAGS_INIT -m32)
set(CMAKE_CXX_FLAGS_INIT -m32)
