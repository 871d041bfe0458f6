// SPDX-License-Identifier: MIT
// The door of faults, and of the FPU's first use.
#include <core/entry/doors.hpp>
#include <core/entry/explain.hpp>
#include <core/entry/fast_fault.hpp>
#include <core/entry/fault_delivery.hpp>
#include <core/entry/leave.hpp>
#include <core/entry/reach.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::entry {

NACRE_DOOR void fault(Processor& processor, const Fault& fault) {
    if (fast_path::fault(processor, fault)) [[likely]] {
        return;
    }
    scheduler::account(processor);
    const bool goes_on = Reach::secure(processor, exclusive::Patience::until_interrupt, [](Reach& reach) {
        const bool handled = reach.fault();
        return reach.budget() && handled;
    });
    if (goes_on && scheduler::has_budget_or_restart(processor)) {
        if (processor.kernel->explains) [[unlikely]] {
            explain::fault(*processor.kernel, *processor.current, fault);
        }
        fault_delivery::deliver(processor, *processor.current, fault);
    }
    leave(processor);
}

NACRE_DOOR void fpu_access(Processor& processor, const Fault& refusal) {
    if (processor.current->fpu_forbidden) {
        fault(processor, refusal);
        return;
    }
    fpu::take(processor);
}

void first_run(Processor& processor) {
    scheduler::account(processor);
    processor.consumed = 0;
    scheduler::reschedule(processor);
    processor.deadline_stale = true;
    leave(processor);
}

} // namespace nacre::kernel::entry
