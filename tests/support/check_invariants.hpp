// SPDX-License-Identifier: MIT
// What is true of a kernel whenever it has left through a door, whatever programs did before.
#pragma once

#include <support/census.hpp>

#include <optional>

namespace nacre::test {

/// Remembers each scheduling context's budget from one check to the next: nothing but ConfigureFlags and
/// deletion changes the sum of its refills.
using Budgets = std::map<const kernel::SchedulingContext*, kernel::Ticks>;

/// What one check knows of the one before.
struct History {
    Budgets budgets;
    /// Who waits for a message although the notification that is bound to it is active. Only
    /// BindNotification brings a thread there, as on seL4: it does not deliver. Nothing: not known.
    std::optional<std::set<const kernel::Thread*>> deaf;

    void clear() { *this = {}; }
};

/// Derivation tree, untyped memory, queues, bindings, refills, mappings. `roots`: slots that exist without a
/// capability to them. With `history`, sums of refills and deaf threads are compared with those of the check
/// before; clear what a call may change.
Violations check_invariants(kernel::Kernel& kernel, std::span<const kernel::Slot> roots,
                            History* history = nullptr);

// The parts, each in its own source.
void check_derivation(const Census& census, Violations& violations);
void check_threads(kernel::Kernel& kernel, const Census& census, History* history, Violations& violations);
void check_queues(kernel::Kernel& kernel, const Census& census, Violations& violations);
void check_contexts(kernel::Kernel& kernel, const Census& census, History* history, Violations& violations);
void check_mappings(const kernel::Kernel& kernel, const Census& census, Violations& violations);
void check_machine(kernel::Kernel& kernel, Violations& violations);
void check_cores(const kernel::Kernel& kernel, const Census& census, Violations& violations);

} // namespace nacre::test
