# SPDX-License-Identifier: MIT
# Host tests: GoogleTest from Debian's source package, compiled here for the width and sanitizers of this preset.
if(NACRE_ARCHITECTURE STREQUAL host)
    find_path(NACRE_GOOGLETEST CMakeLists.txt PATHS /usr/src/googletest REQUIRED NO_DEFAULT_PATH)
    set(INSTALL_GTEST OFF)
    set(BUILD_GMOCK OFF)
    set(CMAKE_WARN_DEPRECATED OFF)
    add_subdirectory(${NACRE_GOOGLETEST} googletest EXCLUDE_FROM_ALL SYSTEM)
    foreach(library gtest gtest_main)
        target_compile_options(${library} PRIVATE -O0 -g -w ${NACRE_SANITIZERS})
    endforeach()
    include(GoogleTest)
endif()

# nacre_add_unit_test(NAME sources...): a GoogleTest program; each of its cases is a ctest test "<preset>/<case>".
# Link what it tests with target_link_libraries(NAME PRIVATE ...). Does nothing when a board is built.
function(nacre_add_unit_test name)
    add_executable(${name} ${ARGN})
    nacre_host_options(${name})
    # What a test itself does takes no time, compiling it does.
    target_compile_options(${name} PRIVATE -O0)
    target_link_libraries(${name} PRIVATE nacre_base gtest_main)
    nacre_precompile(${name} ${NACRE_PRECOMPILED_FOR_TESTS})
    gtest_discover_tests(${name} TEST_PREFIX "${NACRE_PRESET}/" DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()
