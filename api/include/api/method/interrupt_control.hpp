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
    std::uint8_t depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &Get::interrupt, "number of the interrupt"),
        argument("root", &Get::root, "CNode under which the destination slot is looked up"),
        argument("index", &Get::index, "address of the destination slot under `root`"),
        argument("depth", &Get::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
        refused(Error::revoke_first, "the object has descendants"),
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
    std::uint8_t depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &GetTrigger::interrupt, "number of the interrupt"),
        argument("trigger", &GetTrigger::trigger, "0 level, 1 edge"),
        argument("root", &GetTrigger::root, "CNode under which the destination slot is looked up"),
        argument("index", &GetTrigger::index, "address of the destination slot under `root`"),
        argument("depth", &GetTrigger::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
        refused(Error::revoke_first, "the object has descendants"),
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
    std::uint8_t depth{};
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
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
        refused(Error::revoke_first, "the object has descendants"),
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
    std::uint8_t depth{};

    static constexpr auto arguments = std::tuple{
        argument("interrupt", &IssueSgiSignal::interrupt, "number of the interrupt"),
        argument("target", &IssueSgiSignal::target, "core"),
        argument("root", &IssueSgiSignal::root, "CNode under which the destination slot is looked up"),
        argument("index", &IssueSgiSignal::index, "address of the destination slot under `root`"),
        argument("depth", &IssueSgiSignal::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
        refused(Error::invalid_argument, "an argument makes no sense"),
    };
};

} // namespace nacre::api::interrupt_control
