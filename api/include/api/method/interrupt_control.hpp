// SPDX-License-Identifier: MIT
// Interrupt control: the authority to hand out interrupts.
#pragma once

#include <api/architecture/refused_cases.hpp>
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
    static constexpr const auto& errors = architecture::refused_cases::interrupt_get;
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
        refused(Error::range_error, "the board has no interrupt of that number"),
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
        refused(Error::range_error, "the board has no interrupt of that number"),
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

struct GetIoApic {
    static constexpr auto name = "InterruptControl_GetIoApic";
    static constexpr auto sel4_name = "IRQIssueIRQHandlerIOAPIC";
    static constexpr auto summary = "Makes the handler capability of a pin of an IO-APIC.";
    static constexpr auto description = "The pin sends the vector from then on.";
    static constexpr auto object = ObjectKind::interrupt_control;

    CapabilityArgument root{};
    Word index{};
    Word depth{};
    Word io_apic{};
    Word pin{};
    Word level{};
    Word polarity{};
    Word vector{};

    static constexpr auto arguments = std::tuple{
        argument("root", &GetIoApic::root, "CNode under which the destination slot is looked up"),
        argument("index", &GetIoApic::index, "address of the destination slot under `root`"),
        argument("depth", &GetIoApic::depth, "bits of `index` to resolve"),
        argument("io_apic", &GetIoApic::io_apic, "number of the IO-APIC, as ACPI's tables list them"),
        argument("pin", &GetIoApic::pin, "its pin"),
        argument("level", &GetIoApic::level, "0 edge, 1 level"),
        argument("polarity", &GetIoApic::polarity, "0 active high, 1 active low"),
        argument("vector", &GetIoApic::vector, "0 to 107: any that is free"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`vector` is above 107"),
        refused(Error::revoke_first, "`vector` has a handler already"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::illegal_operation, "the machine has no IO-APIC"),
        refused(Error::range_error, "the machine has no such IO-APIC"),
        refused(Error::range_error, "the IO-APIC has no such pin"),
        refused(Error::range_error, "`level` is neither 0 nor 1"),
        refused(Error::range_error, "`polarity` is neither 0 nor 1"),
    };
};

struct GetMsi {
    static constexpr auto name = "InterruptControl_GetMsi";
    static constexpr auto sel4_name = "IRQIssueIRQHandlerMSI";
    static constexpr auto summary =
        "Makes the handler capability of an interrupt that a device sends as a message.";
    static constexpr auto description =
        "The device's driver writes the message: 48 above `vector`, to the local APIC.";
    static constexpr auto object = ObjectKind::interrupt_control;

    CapabilityArgument root{};
    Word index{};
    Word depth{};
    Word bus{};
    Word device{};
    Word function{};
    Word handle{};
    Word vector{};

    static constexpr auto arguments = std::tuple{
        argument("root", &GetMsi::root, "CNode under which the destination slot is looked up"),
        argument("index", &GetMsi::index, "address of the destination slot under `root`"),
        argument("depth", &GetMsi::depth, "bits of `index` to resolve"),
        argument("bus", &GetMsi::bus, "the device's PCI bus"),
        argument("device", &GetMsi::device, "the device's number on the bus"),
        argument("function", &GetMsi::function, "the device's function"),
        argument("handle", &GetMsi::handle, "kept with the interrupt, and means nothing here"),
        argument("vector", &GetMsi::vector, "0 to 107: any that is free"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`vector` is above 107"),
        refused(Error::revoke_first, "`vector` has a handler already"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::range_error, "`bus` is above 255"),
        refused(Error::range_error, "`device` is above 31"),
        refused(Error::range_error, "`function` is above 7"),
    };
};

} // namespace nacre::api::interrupt_control
