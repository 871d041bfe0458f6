# SPDX-License-Identifier: MIT
# The developer's own machine, 64-bit: the kernel core over the fake machine, under sanitizers.
set(NACRE_ARCHITECTURE host)
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
