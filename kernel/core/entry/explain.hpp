// SPDX-License-Identifier: MIT
// --explain: why a call was refused, in words on the console, one line each.
#pragma once

#include <core/entry/invocation.hpp>

namespace nacre::kernel::explain {

/// Before the answer overwrites the message. Does nothing unless the kernel was booted to explain.
void refusal(const Invocation& invocation, Word address, const Refusal& refusal);

/// A capability address of a system call that led nowhere. `fault` is dropped where the send does not block.
void capability_fault(const Processor& processor, const Fault& fault);

} // namespace nacre::kernel::explain
