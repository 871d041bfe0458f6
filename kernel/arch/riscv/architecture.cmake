# SPDX-License-Identifier: MIT
# What runs at physical addresses, which are not those that it is linked for, cannot jump by tables of addresses.
set_source_files_properties(${architecture}/machine_mode.cpp ${architecture}/boot_tables.cpp
    PROPERTIES COMPILE_OPTIONS -fno-jump-tables)
