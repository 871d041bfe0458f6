# SPDX-License-Identifier: MIT
# What every bare-metal target shares: the compiler, the binary tools, no operating system underneath.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR ${NACRE_ARCHITECTURE})
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_ASM_COMPILER clang-19)
set(CMAKE_AR /usr/bin/llvm-ar-19)
set(CMAKE_RANLIB /usr/bin/llvm-ranlib-19)
set(CMAKE_OBJCOPY /usr/bin/llvm-objcopy-19)
list(JOIN NACRE_TARGET_FLAGS " " target_flags)
foreach(language C CXX ASM)
    set(CMAKE_${language}_FLAGS_INIT "${target_flags}")
endforeach()
# There is no C library to link CMake's trial programs with.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
