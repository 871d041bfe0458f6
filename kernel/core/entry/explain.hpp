// SPDX-License-Identifier: MIT
// --explain: why a call was refused, in words on the console, one line each.
#pragma once

#include <core/entry/invocation.hpp>

namespace nacre::kernel::explain {

// None does anything unless the kernel was booted to explain.

/// An invocation that is refused, before the answer overwrites the message.
[[gnu::cold]] void refusal(const Invocation& invocation, Word address, const RefusalCase& which,
                           const RefusalDetails& details);

/// A capability fault that nobody hears of, since the send does not block.
[[gnu::cold]] void dropped_send(const Processor& processor, const Fault& fault);

} // namespace nacre::kernel::explain
