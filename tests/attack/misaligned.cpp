// SPDX-License-Identifier: MIT
// Enters the kernel with a stack pointer that is not aligned and points into the kernel, jumps to an odd
// address, and points its thread pointer at the kernel.
//
// run: run misaligned stack
// expect: refused: a wild stack pointer
// run: run misaligned jump
// expect: misaligned crashed: it jumped to an address that is no multiple of four
// run: run misaligned thread_pointer
// expect: misaligned crashed: it (read|used).*address
#include "attack.hpp"

namespace nacre::user {

namespace {

/// A system call with a wild stack pointer is nothing to the kernel, which has its own.
[[gnu::noinline]] void wild_stack() {
    asm volatile("mov x9, sp\n"
                 "mov sp, %0\n"
                 "mov x7, #-11\n" // yield
                 "svc #0\n"
                 "mov sp, x9\n" ::"r"(kernel_text + 3)
                 : "x7", "x9", "memory");
}

} // namespace

int program(std::string_view arguments) {
    if (arguments == "stack") {
        wild_stack();
        return refused("a wild stack pointer");
    } else if (arguments == "jump") {
        reinterpret_cast<void (*)()>(reinterpret_cast<Word>(&wild_stack) + 2)();
    } else {
        // The kernel keeps its own note of where the IPC buffer is: the thread pointer fools only the program
        // itself.
        architecture::set_thread_pointer(kernel_text + 1);
    }
    print("still here\n");
    return succeeded("used a misaligned register");
}

} // namespace nacre::user
