// SPDX-License-Identifier: MIT
// QEMU's `virt` machine for 32-bit RISC-V has the devices of the one for 64 bits.
#pragma once

#include "../qemu_virt_riscv64/serial_port.hpp"
