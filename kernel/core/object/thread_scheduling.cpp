// SPDX-License-Identifier: MIT
// Threads: the methods that start and stop a thread, bind it, and set its priorities; and the list of all
// methods.
#include <core/object/deletion.hpp>
#include <core/object/notification.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/object/thread_methods.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::thread {

namespace {

Thread& invoked(Invocation& invocation) { return invocation.slot.as<ThreadView>().object(); }

/// The thread whose maximum controlled priority bounds what the caller may set.
Decoded<Thread*> check_authority(Invocation& invocation, api::CapabilityArgument argument) {
    const Slot& slot = invocation.capability(argument);
    if (!slot.is<ThreadView>()) {
        return refuse::invalid_capability<1, "`authority` is no thread">();
    }
    return &slot.as<ThreadView>().object();
}

Decoded<Priority> check_priority(Processor& processor, Word wanted, const Thread& authority,
                                 const char* argument) {
    if (wanted > authority.maximum_controlled_priority) {
        return refuse::out_of_range<"the priority is above the maximum controlled priority of `authority`">(
            processor, 0, authority.maximum_controlled_priority, argument);
    }
    return static_cast<Priority>(wanted);
}

struct PriorityPlan {
    Thread* thread;
    Priority priority;
};

struct SetPriority {
    using Method = api::thread::SetPriority;
    using Plan = PriorityPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(authority, check_authority(invocation, arguments.authority));
        NACRE_TRY(priority, check_priority(invocation.processor, arguments.priority, *authority, "priority"));
        return Plan{&invoked(invocation), priority};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        set_priority(invocation.processor, *plan.thread, plan.priority);
        return Progress::done;
    }
};

struct SetMaximumControlledPriority {
    using Method = api::thread::SetMaximumControlledPriority;
    using Plan = PriorityPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(authority, check_authority(invocation, arguments.authority));
        NACRE_TRY(priority, check_priority(invocation.processor, arguments.maximum_controlled_priority,
                                           *authority, "maximum_controlled_priority"));
        return Plan{&invoked(invocation), priority};
    }
    static Progress commit(Invocation&, const Plan& plan) {
        plan.thread->maximum_controlled_priority = plan.priority;
        return Progress::done;
    }
};

/// A context for the thread, or none, in which case it loses the one that it has.
Decoded<SchedulingContext*> check_context(Invocation& invocation, const Slot& slot) {
    Thread& thread = invoked(invocation);
    if (slot.empty()) {
        if (&thread == &invocation.caller) {
            return refuse::with<
                api::Error::illegal_operation,
                "`scheduling_context` is empty, and a thread cannot take its own context away">();
        }
        return nullptr;
    }
    if (!slot.is<SchedulingContextView>()) {
        return refuse::invalid_capability<2, "`scheduling_context` is no scheduling context">();
    }
    SchedulingContext& context = slot.as<SchedulingContextView>().object();
    const bool is_bound_so = thread.scheduling_context == &context;
    if (!is_bound_so && thread.scheduling_context != nullptr) {
        return refuse::with<api::Error::illegal_operation,
                            "the thread has another context than `scheduling_context`">();
    }
    if (!is_bound_so && context.thread != nullptr) {
        return refuse::with<api::Error::illegal_operation, "`scheduling_context` has another thread">();
    }
    if (thread.is_blocked() && !scheduling_context::is_released(invocation.processor, context)) {
        return refuse::with<api::Error::illegal_operation,
                            "the thread is blocked, and `scheduling_context` has no time now">();
    }
    return &context;
}

struct SetSchedulingParameters {
    using Method = api::thread::SetSchedulingParameters;
    struct Plan {
        Thread* thread;
        Priority maximum;
        Priority priority;
        SchedulingContext* context;
        Installation fault_handler;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(authority, check_authority(invocation, arguments.authority));
        NACRE_TRY(maximum, check_priority(invocation.processor, arguments.maximum_controlled_priority,
                                          *authority, "maximum_controlled_priority"));
        NACRE_TRY(priority, check_priority(invocation.processor, arguments.priority, *authority, "priority"));
        NACRE_TRY(context, check_context(invocation, invocation.capability(arguments.scheduling_context)));
        NACRE_TRY(handler, check_fault_handler(invocation, arguments.fault_endpoint, 3, "fault_endpoint"));
        return Plan{&invoked(invocation), maximum, priority, context, handler};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        Thread& thread = *plan.thread;
        const Slot& old = thread.slot(ThreadSlot::fault_handler);
        if (deletion::send_waiters_away(invocation.processor, old) == Progress::preempted) {
            return Progress::preempted;
        }
        install(invocation, thread, ThreadSlot::fault_handler, plan.fault_handler);
        thread.maximum_controlled_priority = plan.maximum;
        set_priority(invocation.processor, thread, plan.priority);
        if (plan.context == thread.scheduling_context) {
            return Progress::done;
        }
        if (plan.context != nullptr) {
            scheduling_context::bind_thread(invocation.processor, *plan.context, thread);
        } else {
            scheduling_context::unbind_thread(invocation.processor, *thread.scheduling_context);
        }
        return Progress::done;
    }
};

struct Suspend {
    using Method = api::thread::Suspend;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        suspend(invocation.processor, invoked(invocation));
        return Progress::done;
    }
};

struct Resume {
    using Method = api::thread::Resume;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        resume(invocation.processor, invoked(invocation));
        return Progress::done;
    }
};

struct BindNotification {
    using Method = api::thread::BindNotification;
    struct Plan {
        Thread* thread;
        Notification* notification;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        Thread& thread = invoked(invocation);
        const Slot& slot = invocation.capability(arguments.notification);
        if (thread.bound_notification != nullptr) {
            return refuse::with<api::Error::illegal_operation,
                                "the thread has a bound notification already">();
        }
        if (!slot.is<NotificationView>()) {
            return refuse::with<api::Error::illegal_operation, "`notification` is no notification">();
        }
        if (!slot.as<NotificationView>().rights().has(NotificationRight::wait)) {
            return refuse::with<api::Error::illegal_operation, "`notification` lacks the right to receive">();
        }
        Notification& notification = slot.as<NotificationView>().object();
        if (notification.first != nullptr) {
            return refuse::with<api::Error::illegal_operation, "threads wait for `notification`">();
        }
        if (notification.bound_thread != nullptr) {
            return refuse::with<api::Error::illegal_operation, "`notification` is bound to another thread">();
        }
        return Plan{&thread, &notification};
    }
    static Progress commit(Invocation&, const Plan& plan) {
        notification::bind(*plan.thread, *plan.notification);
        return Progress::done;
    }
};

struct UnbindNotification {
    using Method = api::thread::UnbindNotification;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method&) {
        if (invoked(invocation).bound_notification == nullptr) {
            return refuse::with<api::Error::illegal_operation, "the thread has no bound notification">();
        }
        return NoPlan{};
    }
    static Progress commit(Invocation& invocation, const Plan&) {
        notification::unbind(invoked(invocation));
        return Progress::done;
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::thread, ReadRegisters, WriteRegisters, CopyRegisters, Configure,
                            SetPriority, SetMaximumControlledPriority, SetSchedulingParameters,
                            SetTimeoutEndpoint, SetIpcBuffer, SetSpace, Suspend, Resume, BindNotification,
                            UnbindNotification, SetTlsBase, SetFlags>(invocation);
}

} // namespace nacre::kernel::thread
