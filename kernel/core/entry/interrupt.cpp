// SPDX-License-Identifier: MIT
// The door of interrupts: devices' become signals, the timer's lets the scheduler look again.
#include <core/entry/doors.hpp>
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
                                    [number](Reach reach) { return reach.interrupt(number); }));
    const Slot& slot = processor.kernel->interrupts.notifications[number];
    if (slot.is<NotificationView>()) { // with the right to signal: SetNotification asks for it
        const auto notification = slot.as<NotificationView>();
        notification::signal(processor, notification.object(), notification.badge());
    }
}

} // namespace

void take_interrupts(Processor& processor) {
    while (true) {
        const ClaimedInterrupt claimed = arch::Machine::claim();
        switch (claimed.source) {
        case InterruptSource::none: return;
        case InterruptSource::timer:
            processor.deadline_stale = true; // the way out sets the next one
            break;
        case InterruptSource::inter_processor: exclusive::park(processor); break;
        case InterruptSource::device: signal_handler(processor, claimed.number); break;
        }
        arch::Machine::complete(claimed.number);
    }
}

void interrupt(Processor& processor) {
    scheduler::account(processor);
    if (Reach::secure(processor, exclusive::Patience::until_allowed,
                      [](Reach reach) { return reach.budget(); })) {
        scheduler::has_budget(processor);
    }
    take_interrupts(processor);
    leave(processor);
}

} // namespace nacre::kernel::entry
