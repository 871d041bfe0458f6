// SPDX-License-Identifier: MIT
// Signals to a thread that waits for them and is more urgent than the current one.
#include <core/entry/fast_path.hpp>
#include <core/entry/fast_path_pieces.hpp>
#include <core/entry/fast_switch.hpp>
#include <core/entry/fast_wake.hpp>
#include <core/object/notification.hpp>

namespace nacre::kernel::fast_path {

namespace {

bool try_signal(Processor& processor, const Slot& slot) {
    if (!slot.is<NotificationView>()) {
        return false;
    }
    const auto capability = slot.as<NotificationView>();
    Notification& notification = capability.object();
    if (!capability.rights().has(NotificationRight::signal) || notification.home != processor.home ||
        notification.state != NotificationState::waiting || notification.scheduling_context != nullptr) {
        return false;
    }
    Thread& waiter = *notification.first;
    const Moment moment = look_at_clock(processor);
    if (!waiter.wait_link.is_alone() || !may_switch(processor, moment, waiter, Current::stays_ready)) {
        return false;
    }

    notification.first = nullptr;
    notification.state = NotificationState::idle;
    waiter.waiting_on = nullptr;
    waiter.wait_link.end_alone();
    waiter.registers.set_badge(capability.badge());
    switch_over(processor, moment, waiter, Current::stays_ready);
    return true;
}

} // namespace

NACRE_DOOR Thread& send(Processor& processor, std::intptr_t number) {
    const Thread& sender = *processor.current;
    const api::MessageInfo info{sender.registers.message_info()};
    const Slot* slot = nullptr;
    if (!find<Shape::usual>(sender.capability_space(), sender.registers.capability(), slot) ||
        info.extra_capabilities() != 0 || !try_signal(processor, *slot)) {
        entry::general_system_call(processor, number);
    }
    return *processor.current;
}

bool signal_handler(Processor& processor, InterruptNumber number) {
    return try_signal(processor, processor.kernel->interrupts.notifications[number]);
}

} // namespace nacre::kernel::fast_path
