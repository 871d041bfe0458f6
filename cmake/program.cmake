# SPDX-License-Identifier: MIT
# Programs: ordinary statically linked ELF files that go into the boot archive under their target's name.
define_property(GLOBAL PROPERTY NACRE_PROGRAMS BRIEF_DOCS "the targets whose ELF goes into the boot archive")
set(NACRE_PROGRAM_BASE 0x400000 CACHE STRING "the address that programs are linked at; null and its neighbours stay free")

# nacre_add_loose_program(NAME sources...): links user/runtime, for programs that only some images carry.
function(nacre_add_loose_program name)
    add_executable(${name} ${ARGN})
    nacre_user_options(${name})
    # --gc-sections drops what is unused; symbols stay, so that a crash report can say where.
    target_link_options(${name} PRIVATE -Wl,--image-base=${NACRE_PROGRAM_BASE} -Wl,-z,nognustack)
    target_link_libraries(${name} PRIVATE nacre_runtime nacre_freestanding_user)
    nacre_share_precompiled(${name} nacre_runtime)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/programs/debug)
endfunction()

# nacre_add_program(NAME sources...): the same, and registers the ELF for the boot archive.
# The root task is the program called `root`.
function(nacre_add_program name)
    nacre_add_loose_program(${name} ${ARGN})
    set_property(GLOBAL APPEND PROPERTY NACRE_PROGRAMS ${name})
endfunction()
