// SPDX-License-Identifier: MIT
// Says in words what a program did that it may not do.
#pragma once

#include <base/format.hpp>
#include <runtime/message.hpp>

#include <span>

namespace nacre::user {

/// Writes what the thread of a fault message tried, and where in the code of `program` (its ELF file) it did.
void report_fault(SinkReference sink, const Message& fault, std::span<const std::byte> program);

} // namespace nacre::user
