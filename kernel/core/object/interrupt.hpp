// SPDX-License-Identifier: MIT
// Interrupt lines as objects: who may handle one, and what it signals.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::interrupt {

/// The last handler capability goes: the line is masked and can be given out again.
void release(Processor& processor, InterruptNumber number);

} // namespace nacre::kernel::interrupt
