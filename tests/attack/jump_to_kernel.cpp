// SPDX-License-Identifier: MIT
// Jumps into the kernel without passing through a system call.
//
// expect: jump_to_kernel crashed: it executed address 0xffff8000\w+,
#include "attack.hpp"

int nacre::user::program(std::string_view /*arguments*/) {
    reinterpret_cast<void (*)()>(kernel_text)();
    return succeeded("ran the kernel's code");
}
