// SPDX-License-Identifier: MIT
// What the lines of --explain have in common.
#pragma once

#include <core/fault.hpp>

namespace nacre::kernel {

struct Thread;

namespace explain {

/// Who, and where.
void begin_line(const Thread& thread);

/// Where a walk through CNodes ended, in brackets.
void print_lookup(const LookupFault& fault);

} // namespace explain
} // namespace nacre::kernel
