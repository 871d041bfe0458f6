// SPDX-License-Identifier: MIT
// Names capabilities beyond its capability space: the addresses of kernel objects, and numbers with all bits
// set.
//
// run: run forge_far_capability kernel
// expect: forge_far_capability crashed: it used capability 0x[89a-f]\w{7,}, which it does not have
// run: run forge_far_capability ones
// expect: forge_far_capability crashed: it used capability 0xf{8,16}, which it does not have
// run: run forge_far_capability next
// expect: forge_far_capability crashed: it used capability 0x20, which it does not have
#include "attack.hpp"

#include <runtime/slots.hpp>

int nacre::user::program(std::string_view arguments) {
    const Word number = arguments == "kernel" ? kernel_text
                        : arguments == "ones" ? ~Word{0}
                                              : power_of_two(slot::program_cnode_bits);
    send({number}, Message::of(1, 2, 3));
    return succeeded("sent through a capability that does not exist");
}
