// SPDX-License-Identifier: MIT
// Interrupt handlers: waiting for an interrupt and telling the controller when it is dealt with.
#pragma once

#include <api/method.hpp>

namespace nacre::api::interrupt_handler {

struct Acknowledge {
    static constexpr auto name = "InterruptHandler_Acknowledge";
    static constexpr auto sel4_name = "IRQAckIRQ";
    static constexpr auto summary = "Lets the interrupt occur again.";
    static constexpr auto object = ObjectKind::interrupt_handler;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};
};

struct SetNotification {
    static constexpr auto name = "InterruptHandler_SetNotification";
    static constexpr auto sel4_name = "IRQSetIRQHandler";
    static constexpr auto summary =
        "Sets the notification that the kernel signals when the interrupt occurs.";
    static constexpr auto object = ObjectKind::interrupt_handler;
    static constexpr std::array needed_rights{
        needs("notification", "signal (write)", CapabilityRights::write())};

    CapabilityArgument notification{};

    static constexpr auto arguments = std::tuple{
        argument("notification", &SetNotification::notification,
                 "notification with write right; its badge is what arrives"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`notification` is no notification capability with write right"),
    };
};

struct Clear {
    static constexpr auto name = "InterruptHandler_Clear";
    static constexpr auto sel4_name = "IRQClearIRQHandler";
    static constexpr auto summary = "Takes the notification away again.";
    static constexpr auto object = ObjectKind::interrupt_handler;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};
};

} // namespace nacre::api::interrupt_handler
