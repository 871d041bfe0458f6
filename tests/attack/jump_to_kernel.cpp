// SPDX-License-Identifier: MIT
// Jumps into the kernel without passing through a system call.
//
// expect: jump_to_kernel crashed: it executed address 0x[89a-f]\w{7,},
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    reinterpret_cast<void (*)()>(kernel_text)();
    return succeeded("ran the kernel's code");
}
