// SPDX-License-Identifier: MIT
// Enters the kernel with a stack pointer that is not aligned and points into the kernel, jumps where no
// instruction can be, and points its thread pointer at the kernel.
//
// run: run misaligned stack
// expect: refused: a wild stack pointer
// run: run misaligned jump
// expect: misaligned crashed: it (jumped to an address that is no multiple of four|executed|used)
// run: run misaligned thread_pointer
// expect: misaligned crashed: it (read|used).*address
#include "attack.hpp"

namespace nacre::user {

int program(std::string_view arguments) {
    if (arguments == "stack") {
        // A system call with a wild stack pointer is nothing to the kernel, which has its own.
        machine::yield_on_stack(kernel_text + 3);
        return refused("a wild stack pointer");
    } else if (arguments == "jump") {
        reinterpret_cast<void (*)()>(machine::impossible_instruction(reinterpret_cast<Word>(&program)))();
    } else {
        // The kernel keeps its own note of where the IPC buffer is: the thread pointer fools only the program
        // itself.
        architecture::set_thread_pointer(kernel_text + 1);
    }
    print("still here\n");
    return succeeded("used a misaligned register");
}

} // namespace nacre::user
