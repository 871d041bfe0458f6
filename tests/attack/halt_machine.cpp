// SPDX-License-Identifier: MIT
// Halts the machine, and starts it again, by the kernel's debug call.
//
// run: run halt_machine
// expect: halt_machine crashed: .*system call
// run: run halt_machine again
// expect: halt_machine crashed: .*system call
#include "attack.hpp"

#include <runtime/system_call.hpp>

int nacre::user::program(std::string_view arguments) {
    debug_halt(arguments.empty() ? 0 : api::halt_to_reboot);
    return succeeded("went on behind the call that halts the machine");
}
