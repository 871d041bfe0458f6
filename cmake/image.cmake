# SPDX-License-Identifier: MIT
# From kernel and programs to what a board boots: kernel.bin + boot.cpio = nacre.img.

# Every program without its debug sections, in build/<board>/programs; archive.list names them one a line.
function(nacre_strip_programs files)
    get_property(programs GLOBAL PROPERTY NACRE_PROGRAMS)
    set(list "")
    set(stripped "")
    foreach(program IN LISTS programs)
        set(file ${PROJECT_BINARY_DIR}/programs/${program})
        add_custom_command(OUTPUT ${file} DEPENDS ${program} VERBATIM
            COMMAND ${CMAKE_OBJCOPY} --strip-debug $<TARGET_FILE:${program}> ${file})
        list(APPEND stripped ${file})
        string(APPEND list "${program}=${file}\n")
    endforeach()
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/archive.list CONTENT "${list}" @ONLY)
    set(${files} ${stripped} PARENT_SCOPE)
endfunction()

function(nacre_add_image)
    nacre_strip_programs(programs)
    set(tools ${PROJECT_SOURCE_DIR}/tools)
    set(output ${PROJECT_BINARY_DIR})
    set_target_properties(kernel PROPERTIES
        OUTPUT_NAME kernel.elf RUNTIME_OUTPUT_DIRECTORY ${output})
    add_custom_command(OUTPUT ${output}/kernel.bin DEPENDS kernel VERBATIM
        COMMAND ${CMAKE_OBJCOPY} -O binary $<TARGET_FILE:kernel> ${output}/kernel.bin)
    add_custom_command(OUTPUT ${output}/boot.cpio VERBATIM
        DEPENDS ${programs} ${output}/archive.list ${tools}/make_archive
        COMMAND ${tools}/make_archive --output ${output}/boot.cpio --list ${output}/archive.list)
    # Looked at in each build, and written only when it changes: then the image is put together again, nothing else.
    add_custom_target(look_at_build_id BYPRODUCTS ${output}/build_id VERBATIM
        COMMAND ${tools}/build_id ${output}/build_id)
    add_custom_command(OUTPUT ${output}/nacre.img VERBATIM
        DEPENDS ${output}/kernel.bin ${output}/boot.cpio ${tools}/make_image look_at_build_id ${output}/build_id
        COMMAND ${tools}/make_image --build-id ${output}/build_id ${output}/kernel.bin ${output}/boot.cpio ${output}/nacre.img)
    add_custom_target(image ALL DEPENDS ${output}/nacre.img)
endfunction()
