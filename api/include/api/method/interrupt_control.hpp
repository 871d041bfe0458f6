// SPDX-License-Identifier: MIT
// Interrupt control: the authority to hand out interrupts.
#pragma once

#include <api/method.hpp>

namespace nacre::api::interrupt_control {

struct Get {
    static constexpr auto name = "InterruptControl_Get";
    static constexpr auto sel4_name = "IRQIssueIRQHandler";
    static constexpr auto summary =
        "Makes the handler capability of an interrupt; there can be one at a time.";
    static constexpr auto object = ObjectKind::interrupt_control;

    Word interrupt{};
    CapabilityArgument root{};
    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &Get::interrupt, "number of the interrupt"),
        argument("root", &Get::root, "CNode under which the destination slot is looked up"),
        argument("index", &Get::index, "address of the destination slot under `root`"),
        argument("depth", &Get::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`interrupt` is above the last number of the board"),
        refused(Error::revoke_first, "`interrupt` has a handler already, or is the kernel's own"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
    };
};

struct GetTrigger {
    static constexpr auto name = "InterruptControl_GetTrigger";
    static constexpr auto sel4_name = "IRQIssueIRQHandlerTrigger";
    static constexpr auto summary = "Like InterruptControl_Get, and sets how the interrupt is triggered.";
    static constexpr auto object = ObjectKind::interrupt_control;

    Word interrupt{};
    Word trigger{};
    CapabilityArgument root{};
    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &GetTrigger::interrupt, "number of the interrupt"),
        argument("trigger", &GetTrigger::trigger, "0 level, 1 edge"),
        argument("root", &GetTrigger::root, "CNode under which the destination slot is looked up"),
        argument("index", &GetTrigger::index, "address of the destination slot under `root`"),
        argument("depth", &GetTrigger::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the board's interrupt controller has no triggers to set"),
        refused(Error::range_error, "`interrupt` is above the last number of the board"),
        refused(Error::revoke_first, "`interrupt` has a handler already, or is the kernel's own"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
    };
};

struct GetTriggerCore {
    static constexpr auto name = "InterruptControl_GetTriggerCore";
    static constexpr auto sel4_name = "IRQIssueIRQHandlerTriggerCore";
    static constexpr auto summary =
        "Like InterruptControl_GetTrigger, and chooses the core that takes the interrupt.";
    static constexpr auto description = "Served by multicore builds only.";
    static constexpr auto object = ObjectKind::interrupt_control;

    Word interrupt{};
    Word trigger{};
    CapabilityArgument root{};
    Word index{};
    Word depth{};
    Word target{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &GetTriggerCore::interrupt, "number of the interrupt"),
        argument("trigger", &GetTriggerCore::trigger, "0 level, 1 edge"),
        argument("root", &GetTriggerCore::root, "CNode under which the destination slot is looked up"),
        argument("index", &GetTriggerCore::index, "address of the destination slot under `root`"),
        argument("depth", &GetTriggerCore::depth, "bits of `index` to resolve"),
        argument("target", &GetTriggerCore::target, "core"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`interrupt` is above the last number of the board"),
        refused(Error::invalid_argument, "`target` is no core in use"),
        refused(Error::revoke_first, "`interrupt` has a handler already, or is the kernel's own"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
    };
};

struct IssueSgiSignal {
    static constexpr auto name = "InterruptControl_IssueSgiSignal";
    static constexpr auto sel4_name = "IRQIssueSGISignal";
    static constexpr auto summary = "Makes a capability that sends one software interrupt to one core.";
    static constexpr auto description = "Served by builds for one core only.";
    static constexpr auto object = ObjectKind::interrupt_control;

    Word interrupt{};
    Word target{};
    CapabilityArgument root{};
    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &IssueSgiSignal::interrupt, "number of the interrupt"),
        argument("target", &IssueSgiSignal::target, "core"),
        argument("root", &IssueSgiSignal::root, "CNode under which the destination slot is looked up"),
        argument("index", &IssueSgiSignal::index, "address of the destination slot under `root`"),
        argument("depth", &IssueSgiSignal::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the board has no software interrupts for programs"),
        refused(Error::range_error, "`interrupt` is no software interrupt"),
        refused(Error::invalid_argument, "`target` is no core"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
    };
};

} // namespace nacre::api::interrupt_control
