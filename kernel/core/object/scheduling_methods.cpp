// SPDX-License-Identifier: MIT
// The methods of scheduling contexts and of scheduling control.
#include <core/entry/invocation.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel {

namespace scheduling_context {

namespace {

SchedulingContext& invoked(Invocation& invocation) {
    return invocation.slot.as<SchedulingContextView>().object();
}

struct Bind {
    using Method = api::scheduling_context::Bind;
    struct Plan {
        Thread* thread;
        Notification* notification;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        const Slot& slot = invocation.capability(arguments.target);
        if (slot.is<ThreadView>()) {
            return check_thread(invocation, slot.as<ThreadView>().object());
        }
        if (slot.is<NotificationView>()) {
            return check_notification(invocation, slot.as<NotificationView>().object());
        }
        return refuse::invalid_capability<1, "`target` is no thread and no notification">();
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        if (plan.thread != nullptr) {
            bind_thread(invocation.processor, invoked(invocation), *plan.thread);
        } else {
            bind_notification(invoked(invocation), *plan.notification);
        }
        return Progress::done;
    }

private:
    static Decoded<Plan> check_thread(Invocation& invocation, Thread& thread) {
        SchedulingContext& context = invoked(invocation);
        if (context.thread != nullptr) {
            return refuse::with<api::Error::illegal_operation, "the context has a thread already">();
        }
        if (thread.scheduling_context != nullptr) {
            return refuse::with<api::Error::illegal_operation, "`target` has a context already">();
        }
        if (thread.is_blocked() && !is_released(invocation.processor, context)) {
            return refuse::with<api::Error::illegal_operation,
                                "`target` is blocked, and the context has no time now">();
        }
        return Plan{&thread, nullptr};
    }
    static Decoded<Plan> check_notification(Invocation& invocation, Notification& notification) {
        if (invoked(invocation).notification != nullptr) {
            return refuse::with<api::Error::illegal_operation, "the context has a notification already">();
        }
        if (notification.scheduling_context != nullptr) {
            return refuse::with<api::Error::illegal_operation, "`target` has a context already">();
        }
        return Plan{nullptr, &notification};
    }
};

struct Unbind {
    using Method = api::scheduling_context::Unbind;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method&) {
        if (invoked(invocation).thread == &invocation.caller) {
            return refuse::with<api::Error::illegal_operation, "a thread cannot unbind its own context">();
        }
        return NoPlan{};
    }
    static Progress commit(Invocation& invocation, const Plan&) {
        SchedulingContext& context = invoked(invocation);
        unbind_thread(invocation.processor, context);
        unbind_notification(context);
        unbind_reply(context);
        return Progress::done;
    }
};

struct UnbindObject {
    using Method = api::scheduling_context::UnbindObject;
    struct Plan {
        bool is_thread;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        SchedulingContext& context = invoked(invocation);
        const Slot& slot = invocation.capability(arguments.target);
        if (slot.is<ThreadView>()) {
            Thread& thread = slot.as<ThreadView>().object();
            if (context.thread != &thread) {
                return refuse::with<api::Error::illegal_operation, "the context is not bound to `target`">();
            }
            if (&thread == &invocation.caller) {
                return refuse::with<api::Error::illegal_operation, "`target` is the caller itself">();
            }
            return Plan{true};
        }
        if (slot.is<NotificationView>()) {
            if (context.notification != &slot.as<NotificationView>().object()) {
                return refuse::with<api::Error::illegal_operation, "the context is not bound to `target`">();
            }
            return Plan{false};
        }
        return refuse::invalid_capability<1, "`target` is no thread and no notification">();
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        if (plan.is_thread) {
            unbind_thread(invocation.processor, invoked(invocation));
        } else {
            unbind_notification(invoked(invocation));
        }
        return Progress::done;
    }
};

void answer_consumed(Invocation& invocation) {
    invocation.answer_with(api::scheduling_context::Consumed::Output{take_consumed(invoked(invocation))});
}

struct Consumed {
    using Method = api::scheduling_context::Consumed;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        answer_consumed(invocation);
        return Progress::done;
    }
};

struct YieldTo {
    using Method = api::scheduling_context::YieldTo;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method&) {
        const Thread* thread = invoked(invocation).thread;
        const Thread& caller = invocation.caller;
        if (thread == nullptr) {
            return refuse::with<api::Error::illegal_operation, "the context has no thread">();
        }
        if (thread == &caller) {
            return refuse::with<api::Error::illegal_operation, "the context is the caller's own">();
        }
        if (thread->priority > caller.maximum_controlled_priority) {
            return refuse::with<api::Error::illegal_operation,
                                "the context's thread is above the caller's maximum controlled priority">();
        }
        return NoPlan{};
    }
    static Progress commit(Invocation& invocation, const Plan&) {
        Processor& processor = invocation.processor;
        SchedulingContext& context = invoked(invocation);
        Thread& target = *context.thread;
        complete_yield(context);
        resume(processor, context);
        if (!target.is_schedulable()) {
            answer_consumed(invocation);
            return Progress::done;
        }
        refill::wake(processor.kernel->limits, context, processor.now);
        scheduler::dequeue(processor, target);
        if (context.processor != processor.index) {
            // Both run at the same time.
            scheduler::wake(processor, target);
            answer_consumed(invocation);
            return Progress::done;
        }
        if (target.priority < invocation.caller.priority) {
            scheduler::enqueue(processor, target);
            answer_consumed(invocation);
            return Progress::done;
        }
        // The caller hears what was consumed when it runs again.
        invocation.caller.yielding_to = &context;
        context.yielding_from = &invocation.caller;
        scheduler::enqueue(processor, invocation.caller);
        scheduler::enqueue(processor, target);
        scheduler::reschedule(processor);
        return Progress::done;
    }
};

} // namespace

bool is_released(const Processor& processor, SchedulingContext& context) {
    return context.has_budget() && scheduler::has_time(processor, context);
}

void unbind_reply(SchedulingContext& context) {
    if (context.reply != nullptr) {
        context.reply->next_ = 0;
        context.reply = nullptr;
    }
}

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::scheduling_context, Bind, Unbind, UnbindObject, Consumed,
                            YieldTo>(invocation);
}

} // namespace scheduling_context

namespace scheduling_control {

namespace {

struct ConfigureFlags {
    using Method = api::scheduling_control::ConfigureFlags;
    struct Plan {
        SchedulingContext* context;
        Ticks budget;
        Ticks period;
        std::uint32_t refills;
        Word badge;
        bool sporadic;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(budget, check_time(invocation, arguments.budget, "budget"));
        NACRE_TRY(period, check_time(invocation, arguments.period, "period"));
        if (budget > period) {
            return refuse::out_of_range<"`budget` is above `period`">(invocation.processor,
                                                                      refill::minimum_budget_microseconds,
                                                                      static_cast<Word>(arguments.period));
        }
        const Slot& slot = invocation.capability(arguments.scheduling_context);
        if (!slot.is<SchedulingContextView>()) {
            return refuse::invalid_capability<1, "`scheduling_context` is no scheduling context">();
        }
        const auto context = slot.as<SchedulingContextView>();
        const Word most = scheduling_context::maximum_refills(context.size_bits()) - minimum_refills;
        if (arguments.extra_refills > most) {
            return refuse::out_of_range<"`extra_refills` is more than the context has room for">(
                invocation.processor, 0, most);
        }
        const bool is_round_robin = budget == period;
        const Word refills = minimum_refills + (is_round_robin ? 0 : arguments.extra_refills);
        return Plan{&context.object(),
                    budget,
                    is_round_robin ? 0 : period,
                    static_cast<std::uint32_t>(refills),
                    arguments.badge,
                    (arguments.flags & api::scheduling_control::flag::sporadic) != 0};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        Processor& processor = invocation.processor;
        SchedulingContext& context = *plan.context;
        Thread* thread = context.thread;
        if (scheduler::is_current(processor, context)) {
            scheduler::commit_time(scheduler::home_of(processor, context));
        }
        if (thread != nullptr) {
            scheduler::remove_from_release(processor, *thread);
            scheduler::dequeue(processor, *thread);
        }
        move_to(processor, context, invocation.slot.as<SchedulingControlView>().processor());
        context.badge = plan.badge;
        context.sporadic = plan.sporadic;
        if (context.has_budget() && thread != nullptr && thread->is_runnable()) {
            refill::change(processor.kernel->limits, context, plan.refills, plan.budget, plan.period,
                           processor.now);
        } else {
            refill::start(context, plan.refills, plan.budget, plan.period, processor.now);
        }
        if (thread != nullptr) {
            let_run(processor, context, *thread);
        }
        return Progress::done;
    }

private:
    static Decoded<Ticks> check_time(Invocation& invocation, std::uint64_t microseconds,
                                     const char* argument) {
        const std::uint64_t longest = clock::longest_microseconds();
        const Ticks shortest = invocation.kernel().limits.minimum_budget;
        if (microseconds > longest) {
            return refuse::out_of_range<"the time is too long">(invocation.processor,
                                                                refill::minimum_budget_microseconds,
                                                                static_cast<Word>(longest), argument);
        }
        if (clock::from_microseconds(microseconds) < shortest) {
            return refuse::out_of_range<"the time is too short">(invocation.processor,
                                                                 refill::minimum_budget_microseconds,
                                                                 static_cast<Word>(longest), argument);
        }
        return clock::from_microseconds(microseconds);
    }

    static void move_to(Processor& processor, SchedulingContext& context, Word core) {
        if (context.processor == core) {
            return;
        }
        scheduling_context::complete_yield(context);
        context.processor = static_cast<std::uint8_t>(core);
        if (context.thread != nullptr) {
            scheduling_context::complete_yield_of(*context.thread);
            fpu::release(processor, *context.thread);
        }
    }

    static void let_run(Processor& processor, SchedulingContext& context, Thread& thread) {
        scheduling_context::resume(processor, context);
        Processor& home = scheduler::home_of(processor, context);
        home.deadline_stale = true;
        if (&thread == home.current) {
            scheduler::reschedule_on(processor, home);
        } else if (thread.is_runnable()) {
            scheduler::wake(processor, thread);
        }
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::scheduling_control, ConfigureFlags>(invocation);
}

} // namespace scheduling_control
} // namespace nacre::kernel
