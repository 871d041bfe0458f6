// SPDX-License-Identifier: MIT
// What is true of a kernel whenever it has left through a door, whatever programs did before.
#pragma once

#include <support/census.hpp>

namespace nacre::test {

/// Remembers each scheduling context's budget from one check to the next: nothing but ConfigureFlags and
/// deletion changes the sum of its refills.
using Budgets = std::map<const kernel::SchedulingContext*, kernel::Ticks>;

/// Derivation tree, untyped memory, queues, bindings, refills, mappings. `roots`: slots that exist without a
/// capability to them. With `budgets`, sums of refills are compared with those of the check before; clear it
/// after a call that may change one.
Violations check_invariants(kernel::Kernel& kernel, std::span<const kernel::Slot> roots,
                            Budgets* budgets = nullptr);

// The parts, each in its own source.
void check_derivation(const Census& census, Violations& violations);
void check_threads(kernel::Kernel& kernel, const Census& census, Violations& violations);
void check_queues(kernel::Kernel& kernel, const Census& census, Violations& violations);
void check_contexts(kernel::Kernel& kernel, const Census& census, Budgets* budgets, Violations& violations);
void check_mappings(const kernel::Kernel& kernel, const Census& census, Violations& violations);

} // namespace nacre::test
