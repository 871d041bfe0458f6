// SPDX-License-Identifier: MIT
// Interrupt lines as objects: who may handle one, and what it signals.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/target.hpp>
#include <core/entry/invocation.hpp>
#include <core/object/deletion.hpp>
#include <core/object/interrupt.hpp>

namespace nacre::kernel {

namespace interrupt {

void release(Processor& processor, InterruptNumber number) {
    InterruptTable& table = processor.kernel->interrupts;
    arch::Machine::mask(number);
    deletion::delete_simple(processor, table.notifications[number]);
    table.uses[number] = InterruptUse::inactive;
}

namespace {

struct IssuePlan {
    InterruptNumber number;
    bool is_edge_triggered;
    Slot* destination;
};

Decoded<bool> check_number(Word interrupt) {
    constexpr InterruptNumber first = arch::Machine::first_interrupt;
    if (interrupt - first >= arch::Machine::interrupt_count - first) {
        return refuse::out_of_range<first, arch::Machine::interrupt_count - 1,
                                    "`interrupt` does not exist">();
    }
    return true;
}

/// What all ways to ask for a line have in common: it exists, is free, and its capability has a place to go.
template<typename Method>
Decoded<IssuePlan> check_issue(Invocation& invocation, const Method& arguments, InterruptNumber number,
                               bool is_edge_triggered) {
    NACRE_CHECK(check_number(number));
    if (!arch::Machine::valid_interrupt(number)) {
        return refuse::with<api::Error::revoke_first, "`interrupt` is the kernel's own">();
    }
    if (invocation.kernel().interrupts.uses[number] != InterruptUse::inactive) {
        return refuse::with<api::Error::revoke_first, "`interrupt` has a handler already">();
    }
    NACRE_TRY(destination,
              target::find_empty(invocation.processor, invocation.capability(arguments.root).capability,
                                 arguments.index, arguments.depth));
    return IssuePlan{number, is_edge_triggered, destination};
}

Progress issue(Invocation& invocation, const IssuePlan& plan) {
    invocation.kernel().interrupts.uses[plan.number] = InterruptUse::handler_issued;
    derivation_tree::insert(invocation.slot, *plan.destination, InterruptHandlerView::make(plan.number));
    // Heard from here on: what comes before a notification is set masks it until an Acknowledge.
    arch::Machine::unmask(plan.number);
    return Progress::done;
}

Progress issue_with_trigger(Invocation& invocation, const IssuePlan& plan) {
    arch::Machine::set_edge_triggered(plan.number, plan.is_edge_triggered);
    return issue(invocation, plan);
}

template<TextConstant why>
Decoded<bool> check_below(const Invocation& invocation, Word value, Word end) {
    if (value >= end) {
        return refuse::out_of_range<why>(invocation.processor, 0, end - 1);
    }
    return true;
}

struct Get {
    using Method = api::interrupt_control::Get;
    using Plan = IssuePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (interface::HasPins<arch::Machine>) {
            return refuse::with<api::Error::illegal_operation,
                                "interrupts are asked for by their pin or as messages here">();
        }
        return check_issue(invocation, arguments, arguments.interrupt, false);
    }
    static Progress commit(Invocation& invocation, const Plan& plan) { return issue(invocation, plan); }
};

struct GetTrigger {
    using Method = api::interrupt_control::GetTrigger;
    using Plan = IssuePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (!arch::Machine::has_triggers) {
            return refuse::with<api::Error::illegal_operation,
                                "the interrupt controller has no triggers to set">();
        }
        return check_issue(invocation, arguments, arguments.interrupt, arguments.trigger != 0);
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        return issue_with_trigger(invocation, plan);
    }
};

struct GetTriggerCore {
    using Method = api::interrupt_control::GetTriggerCore;
    struct Plan {
        IssuePlan issue;
        unsigned core;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_CHECK(check_number(arguments.interrupt));
        if (arguments.target >= invocation.kernel().processor_count) {
            return refuse::invalid_argument<4, "`target` is no core in use">();
        }
        NACRE_TRY(issue, check_issue(invocation, arguments, arguments.interrupt, arguments.trigger != 0));
        return Plan{issue, static_cast<unsigned>(arguments.target)};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        arch::Machine::route(plan.issue.number, plan.core);
        return issue_with_trigger(invocation, plan.issue);
    }
};

/// A template, as the next: machines without pins have nothing of what is in it.
template<typename M>
struct GetIoApic {
    using Method = api::interrupt_control::GetIoApic;
    struct Plan {
        IssuePlan issue;
        InterruptPin pin;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(issue, check_issue(invocation, arguments, arguments.vector, false));
        const std::span<const unsigned> pins = M::pin_counts();
        if (pins.empty()) {
            return refuse::with<api::Error::illegal_operation, "the machine has no IO-APIC">();
        }
        NACRE_CHECK(
            check_below<"the machine has no such IO-APIC">(invocation, arguments.io_apic, pins.size()));
        NACRE_CHECK(
            check_below<"the IO-APIC has no such pin">(invocation, arguments.pin, pins[arguments.io_apic]));
        NACRE_CHECK(check_below<"`level` is neither 0 nor 1">(invocation, arguments.level, 2));
        NACRE_CHECK(check_below<"`polarity` is neither 0 nor 1">(invocation, arguments.polarity, 2));
        return Plan{issue,
                    {.controller = static_cast<unsigned>(arguments.io_apic),
                     .pin = static_cast<unsigned>(arguments.pin),
                     .level_triggered = arguments.level != 0,
                     .active_low = arguments.polarity != 0}};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        M::connect_pin(plan.issue.number, plan.pin);
        return issue(invocation, plan.issue);
    }
};

template<typename M>
struct GetMsi {
    using Method = api::interrupt_control::GetMsi;
    using Plan = IssuePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(issue, check_issue(invocation, arguments, arguments.vector, true));
        NACRE_CHECK(check_below<"`bus` is above 255">(invocation, arguments.bus, 256));
        NACRE_CHECK(check_below<"`device` is above 31">(invocation, arguments.device, 32));
        NACRE_CHECK(check_below<"`function` is above 7">(invocation, arguments.function, 8));
        return issue;
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        M::connect_message(plan.number);
        return issue(invocation, plan);
    }
};

struct IssueSgiSignal {
    using Method = api::interrupt_control::IssueSgiSignal;
    struct Plan {
        InterruptNumber number;
        Word target;
        Slot* destination;
    };
    static constexpr Word line_count = arch::Machine::software_interrupt_count;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (line_count == 0) {
            return refuse::with<api::Error::illegal_operation,
                                "the board has no software interrupts for programs">();
        }
        if (arguments.interrupt >= line_count) {
            return refuse::out_of_range<0, line_count - 1, "`interrupt` is no software interrupt">();
        }
        if (arguments.target >= maximum_processors) {
            return refuse::invalid_argument<1, "`target` is no core">();
        }
        NACRE_TRY(destination,
                  target::find_empty(invocation.processor, invocation.capability(arguments.root).capability,
                                     arguments.index, arguments.depth));
        return Plan{arguments.interrupt, arguments.target, destination};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        derivation_tree::insert(invocation.slot, *plan.destination,
                                SoftwareInterruptView::make(plan.number, plan.target));
        return Progress::done;
    }
};

struct Acknowledge {
    using Method = api::interrupt_handler::Acknowledge;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        arch::Machine::unmask(invocation.slot.as<InterruptHandlerView>().number());
        return Progress::done;
    }
};

struct SetNotification {
    using Method = api::interrupt_handler::SetNotification;
    struct Plan {
        Slot* source;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        Slot& source = invocation.capability(arguments.notification);
        if (!source.is<NotificationView>()) {
            return refuse::invalid_capability<0, "`notification` is no notification">();
        }
        if (!source.as<NotificationView>().rights().has(NotificationRight::signal)) {
            return refuse::invalid_capability<0, "`notification` lacks the right to send">();
        }
        return Plan{&source};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        const InterruptNumber number = invocation.slot.as<InterruptHandlerView>().number();
        Slot& place = invocation.kernel().interrupts.notifications[number];
        if (deletion::send_waiters_away(invocation.processor, place) == Progress::preempted) {
            return Progress::preempted;
        }
        const Capability notification = plan.source->capability;
        deletion::delete_simple(invocation.processor, place);
        derivation_tree::insert(*plan.source, place, notification);
        return Progress::done;
    }
};

struct Clear {
    using Method = api::interrupt_handler::Clear;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        const InterruptNumber number = invocation.slot.as<InterruptHandlerView>().number();
        Slot& place = invocation.kernel().interrupts.notifications[number];
        if (deletion::send_waiters_away(invocation.processor, place) == Progress::preempted) {
            return Progress::preempted;
        }
        deletion::delete_simple(invocation.processor, place);
        return Progress::done;
    }
};

} // namespace
} // namespace interrupt

namespace interrupt_control {
Outcome invoke(Invocation& invocation) {
    using namespace interrupt;
    return carry_out_one_of<api::ObjectKind::interrupt_control, Get, GetTrigger, GetTriggerCore,
                            GetIoApic<arch::Machine>, GetMsi<arch::Machine>, IssueSgiSignal>(invocation);
}
} // namespace interrupt_control

namespace interrupt_handler {
Outcome invoke(Invocation& invocation) {
    using namespace interrupt;
    return carry_out_one_of<api::ObjectKind::interrupt_handler, Acknowledge, SetNotification, Clear>(
        invocation);
}
} // namespace interrupt_handler

/// Its message and label mean nothing: sending to it raises the interrupt.
Outcome software_interrupt::invoke(Invocation& invocation) {
    const auto line = invocation.slot.as<SoftwareInterruptView>();
    thread::set_state(invocation.processor, invocation.caller, ThreadState::restart);
    arch::Machine::send_software_interrupt(line.number(), line.target());
    return Progress::done;
}

} // namespace nacre::kernel
