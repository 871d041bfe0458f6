// SPDX-License-Identifier: MIT
// The header of every board's image, for the assembler: 64 bytes for the boot loader, then what tools/make_image fills
// in and reads. Each architecture's start.S begins with the loader's part, which has these macros in it.
#pragma once

// What tools/make_image has to wrap the image in: nothing, or an ELF file with one segment.
#define CONTAINER_NONE 0
#define CONTAINER_ELF32 1
#define CONTAINER_ELF64 2

// The loader's 64 bytes, where the loader knows no header of its own: as in Linux's raw images, the third quad is how
// much memory the image takes. Before it stands an instruction that jumps over the header, aligned to eight bytes.
.macro nacre_loader_header
    .quad   0
    .quad   image_size              // make_image replaces it by the size with the archive
    .zero   40
.endm

// At byte 64. `machine` is the ELF number of the processor, 0 without a container; `entry` is a physical address.
.macro nacre_image_header container, machine, load_address, entry
    .ascii  "NACREIMG"
    .global archive_offset
archive_offset:
    .quad   0
    .global archive_size
archive_size:
    .quad   0
    .global boot_options
boot_options:
    .quad   0
    .global build_id
build_id:
    .ascii  "unknown"
    .zero   57
    .long   \container
    .long   \machine
    .quad   \load_address
    .quad   \entry
.endm
