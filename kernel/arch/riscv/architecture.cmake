# SPDX-License-Identifier: MIT
# What runs at physical addresses, which are not those that it is linked for, cannot jump by tables of addresses.
set_source_files_properties(${architecture}/machine_mode.cpp ${architecture}/machine_mode_panic.cpp
    ${architecture}/boot_tables.cpp
    PROPERTIES COMPILE_OPTIONS -fno-jump-tables)
# The usual fast paths call nobody: they need neither a frame nor a pointer to it.
set_source_files_properties(core/entry/fast_path.cpp PROPERTIES COMPILE_OPTIONS -fomit-frame-pointer)
