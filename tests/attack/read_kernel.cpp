// SPDX-License-Identifier: MIT
// Reads the kernel's code, which is mapped in every address space but belongs to the kernel.
//
// expect: read_kernel crashed: it read address 0xffff8000\w+,
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    print("{:#x}\n", memory_at<Word>(kernel_text));
    return succeeded("read the kernel");
}
