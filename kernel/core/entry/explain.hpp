// SPDX-License-Identifier: MIT
// --explain: why a call was refused or a thread faults, in words on the console, one line each.
#pragma once

#include <core/entry/invocation.hpp>

// None of these does anything unless the kernel was booted to explain.
namespace nacre::kernel::explain {

/// What a system call wants of a capability address.
enum class CapabilityUse : unsigned char {
    destination, ///< to send there
    attached,    ///< to send it along
    source,      ///< to receive from there
    reply,       ///< to receive with it
};

/// An invocation that is refused, before the answer overwrites the message.
[[gnu::cold]] void refusal(const Invocation& invocation, Word address, const RefusalCase& which,
                           const RefusalDetails& details);

/// A capability address of a system call of the current thread that is no use. It is a fault, or `dropped`.
[[gnu::cold]] void capability_fault(const Processor& processor, const Fault& fault, CapabilityUse use,
                                    bool dropped);

/// Any other fault.
[[gnu::cold]] void fault(const Kernel& kernel, const Thread& thread, const Fault& fault);

} // namespace nacre::kernel::explain
