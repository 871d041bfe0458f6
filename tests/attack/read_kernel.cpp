// SPDX-License-Identifier: MIT
// Reads the kernel's code, which is mapped in every address space but belongs to the kernel.
//
// expect: read_kernel crashed: it read address 0x[89a-f]\w{7,},
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    print("{:#x}\n", memory_at<Word>(kernel_text));
    return succeeded("read the kernel");
}
