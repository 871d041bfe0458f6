// SPDX-License-Identifier: MIT
// Faults to a handler that waits for them, and its answers.
#pragma once

#include <arch/door.hpp>
#include <core/fault.hpp>

namespace nacre::kernel {

struct Processor;

namespace fast_path {

/// Both switch to the other thread; or change nothing, and return false.
NACRE_DOOR bool fault(Processor& processor, const Fault& fault);
/// The current thread's ReplyRecv answers a fault.
NACRE_DOOR bool answer_fault(Processor& processor);

} // namespace fast_path
} // namespace nacre::kernel
