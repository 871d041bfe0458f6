# SPDX-License-Identifier: MIT
# Compiler flags, in one place: what every target of the kernel, of a program and of a host test is built with.
set(NACRE_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
    -Wimplicit-fallthrough -Wswitch-enum -Wundef -Wunused -Wdouble-promotion -Wextra-semi
    -Wnon-virtual-dtor -Wmissing-declarations -Wthread-safety -Wno-invalid-offsetof -Werror)
# Traps instead of messages: a violated rule stops the kernel or the program at the instruction that broke it.
set(NACRE_HARDENING -fsanitize=bounds,return,unreachable,vla-bound -fsanitize-trap=all
    CACHE STRING "run-time checks of kernel and programs")
set(NACRE_SANITIZERS -fsanitize=address,undefined -fno-sanitize-recover=all
    CACHE STRING "run-time checks of host tests")
set(NACRE_FREESTANDING_FLAGS -ffreestanding -nostdlibinc -fno-pic -fno-stack-protector
    -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables)
set(NACRE_LIBCXX_FLAGS -nostdinc++
    "SHELL:-isystem ${PROJECT_SOURCE_DIR}/base/freestanding/config"
    "SHELL:-isystem ${NACRE_LIBCXX_INCLUDE}"
    "SHELL:-isystem ${PROJECT_SOURCE_DIR}/base/freestanding/include")
set(NACRE_LANGUAGE_FLAGS -fno-exceptions -fno-rtti)

# Shared by kernel and programs. Assembly takes the target's flags and the include path only.
function(nacre_bare_metal_options target)
    # Assertions name their file as the repository knows it: the same bytes wherever it is built.
    target_compile_options(${target} PRIVATE -O2 -g -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=
        ${NACRE_FREESTANDING_FLAGS} -fno-omit-frame-pointer
        $<$<COMPILE_LANGUAGE:CXX>:${NACRE_LANGUAGE_FLAGS}>
        $<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>
        $<$<COMPILE_LANGUAGE:CXX>:${NACRE_LIBCXX_FLAGS}>
        $<$<COMPILE_LANGUAGE:CXX>:${NACRE_HARDENING}>
        $<$<COMPILE_LANGUAGE:CXX>:${NACRE_WARNINGS}>)
    target_link_options(${target} PRIVATE -nostdlib -static -fuse-ld=lld ${NACRE_LINK_FLAGS}
        -Wl,--gc-sections -Wl,--build-id=none -Wl,--fatal-warnings -Wl,-z,separate-code)
endfunction()

function(nacre_host_options target)
    target_compile_options(${target} PRIVATE -O1 -g -fno-omit-frame-pointer
        ${NACRE_SANITIZERS} ${NACRE_WARNINGS})
    target_link_options(${target} PRIVATE -fuse-ld=lld ${NACRE_SANITIZERS})
endfunction()

# The kernel, or a library that goes into it. On the host the same sources run under sanitizers.
function(nacre_kernel_options target)
    if(NACRE_ARCHITECTURE STREQUAL host)
        nacre_host_options(${target})
        target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
    else()
        nacre_bare_metal_options(${target})
        target_compile_options(${target} PRIVATE ${NACRE_KERNEL_FLAGS})
    endif()
endfunction()

# A program, or a library that goes into one.
function(nacre_user_options target)
    if(NACRE_ARCHITECTURE STREQUAL host)
        nacre_host_options(${target})
    else()
        nacre_bare_metal_options(${target})
        target_compile_options(${target} PRIVATE ${NACRE_USER_FLAGS})
    endif()
endfunction()
