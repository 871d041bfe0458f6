// SPDX-License-Identifier: MIT
// The door of interrupts: devices' become signals, the timer's lets the scheduler look again.
#include <core/entry/doors.hpp>
#include <core/entry/fast_wake.hpp>
#include <core/entry/leave.hpp>
#include <core/entry/reach.hpp>
#include <core/object/notification.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::entry {

namespace {

/// The line stays masked until its handler acknowledges it.
void signal_handler(Processor& processor, InterruptNumber number) {
    arch::Machine::mask(number);
    // The signal is sent whatever becomes of the current thread.
    static_cast<void>(Reach::secure(processor, exclusive::Patience::until_allowed,
                                    [number](Reach& reach) { return reach.interrupt(number); }));
    const Slot& slot = processor.kernel->interrupts.notifications[number];
    if (slot.is<NotificationView>()) { // with the right to signal: SetNotification asks for it
        const auto notification = slot.as<NotificationView>();
        notification::signal(processor, notification.object(), notification.badge());
    }
    shared_lock::finish(processor);
}

void take(Processor& processor, const ClaimedInterrupt& claimed) {
    switch (claimed.source) {
    case InterruptSource::none: return;
    case InterruptSource::timer:
        processor.deadline_stale = true; // the way out sets the next one
        break;
    case InterruptSource::inter_processor:
        inbox::take_some(processor);
        exclusive::park(processor);
        break;
    case InterruptSource::device: signal_handler(processor, claimed.number); break;
    }
    arch::Machine::complete(claimed.number);
}

} // namespace

void take_interrupts(Processor& processor) {
    ClaimedInterrupt claimed = arch::Machine::claim();
    while (claimed.source != InterruptSource::none) {
        take(processor, claimed);
        claimed = arch::Machine::claim();
    }
}

NACRE_DOOR void interrupt(Processor& processor) {
    const ClaimedInterrupt claimed = arch::Machine::claim();
    if (claimed.source == InterruptSource::device && fast_path::signal_handler(processor, claimed.number)) {
        // If others are pending they come as soon as the program runs.
        arch::Machine::mask(claimed.number);
        arch::Machine::complete(claimed.number);
        return;
    }
    scheduler::account(processor);
    if (Reach::secure(processor, exclusive::Patience::until_allowed,
                      [](Reach& reach) { return reach.budget(); })) {
        scheduler::has_budget(processor);
    }
    shared_lock::finish(processor);
    take(processor, claimed);
    take_interrupts(processor);
    leave(processor);
}

} // namespace nacre::kernel::entry
