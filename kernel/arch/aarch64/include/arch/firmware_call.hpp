// SPDX-License-Identifier: MIT
// Calls to the firmware by the SMC calling convention. Arm DEN 0028.
#pragma once

#include <base/word.hpp>

namespace nacre::kernel::arch {

/// Which instruction reaches it.
enum class FirmwareCall : unsigned char { hypervisor, monitor };

inline Word call_firmware(FirmwareCall by, Word function, Word first, Word second) {
    register Word x0 asm("x0") = function;
    register Word x1 asm("x1") = first;
    register Word x2 asm("x2") = second;
    register Word x3 asm("x3") = 0;
    if (by == FirmwareCall::monitor) {
        asm volatile("smc #0" : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3) : : "memory");
    } else {
        asm volatile("hvc #0" : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3) : : "memory");
    }
    return x0;
}

} // namespace nacre::kernel::arch
