// SPDX-License-Identifier: MIT
// Queues: in order, with links that fit, of members that belong there.
#include <core/schedule/scheduler.hpp>
#include <support/check_invariants.hpp>
#include <support/text.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

namespace {

class QueueCheck {
public:
    QueueCheck(const Census& census, std::string queue, Violations& violations)
        : census_{census}, queue_{std::move(queue)}, violations_{violations} {}

    void expect(bool holds, const char* what) {
        if (!holds) {
            violations_.push_back(queue_ + ": " + what);
        }
    }

    /// Members of a queue of waiters, first to last, highest priority first.
    void check_waiters(const Thread* first, const void* object) {
        const Thread* previous = nullptr;
        const Thread* leader = nullptr;
        std::size_t count = 0;
        for (const Thread* thread = first; thread != nullptr; thread = thread->wait_link.next) {
            if (!census_.threads.contains(thread)) {
                expect(false, "a thread waits that is gone");
                return;
            }
            if (++count > census_.threads.size()) {
                expect(false, "the queue is a circle");
                return;
            }
            expect(thread->wait_link.previous == previous, "a link does not point back");
            expect(thread->waiting_on == object, "a member waits elsewhere");
            expect(previous == nullptr || previous->priority >= thread->priority,
                   "a priority is out of order");
            if (previous == nullptr || previous->priority != thread->priority) {
                check_group(leader, previous, thread);
                leader = thread;
            }
            previous = thread;
        }
        check_group(leader, previous, nullptr);
    }

    /// The group of `leader` ends with `last`; the next one is led by `next`.
    void check_group(const Thread* leader, const Thread* last, const Thread* next) {
        if (leader != nullptr) {
            expect(leader->wait_link.group_last == last, "a group's last one is not its last");
            expect(leader->wait_link.next_group == next, "a group does not know the next");
        }
        expect(next == nullptr || next->wait_link.previous_group == leader,
               "a group does not know the one before");
    }

    void check_states(const Thread* first, ThreadState state) {
        for (const Thread* thread = first; thread != nullptr; thread = thread->wait_link.next) {
            expect(thread->state == state, "a member is in another state");
        }
    }

private:
    const Census& census_;
    std::string queue_;
    Violations& violations_;
};

void check_endpoint(const Census& census, const Endpoint& endpoint, Violations& violations) {
    QueueCheck check{census, text("endpoint ", &endpoint), violations};
    check.check_waiters(endpoint.first(), &endpoint);
    switch (endpoint.state()) {
    case EndpointState::idle: check.expect(endpoint.empty(), "somebody waits although it is idle"); return;
    case EndpointState::sending: check.check_states(endpoint.first(), ThreadState::blocked_on_send); break;
    case EndpointState::receiving:
        check.check_states(endpoint.first(), ThreadState::blocked_on_receive);
        break;
    }
    check.expect(!endpoint.empty(), "nobody waits although its state says so");
    if (const Thread* cursor = endpoint.cancel_cursor()) {
        check.expect(endpoint.state() == EndpointState::sending && census.threads.contains(cursor) &&
                         cursor->waiting_on == &endpoint,
                     "its cancellation stopped at a thread that does not wait there");
    }
}

void check_notification(const Census& census, const Notification& notification, Violations& violations) {
    QueueCheck check{census, text("notification ", &notification), violations};
    check.check_waiters(notification.first, &notification);
    check.check_states(notification.first, ThreadState::blocked_on_notification);
    check.expect((notification.first == nullptr) == (notification.state != NotificationState::waiting),
                 "its state and its queue disagree");
    check.expect(notification.state == NotificationState::active || notification.pending == 0,
                 "bits are pending although it is not active");
    if (const Thread* bound = notification.bound_thread) {
        check.expect(notification.first == nullptr ||
                         (notification.first == bound && bound->wait_link.next == nullptr),
                     "somebody waits at it besides the thread that it is bound to");
        check.expect(census.threads.contains(bound) && bound->bound_notification == &notification,
                     "is bound to a thread that is not bound to it");
    }
    if (const SchedulingContext* context = notification.scheduling_context) {
        check.expect(census.contexts.contains(context) && context->notification == &notification,
                     "has a scheduling context that does not have it");
    }
}

bool is_at_home(const Processor& processor, const Thread& thread) {
    return thread.scheduling_context != nullptr && thread.scheduling_context->processor == processor.index;
}

void check_ready_queue(Processor& processor, const Census& census, Violations& violations) {
    QueueCheck check{census, "ready queue", violations};
    std::size_t count = 0;
    unsigned lowest = priority_count;
    processor.ready.for_each([&](Thread& thread) {
        count++;
        check.expect(census.threads.contains(&thread), "a member is gone");
        check.expect(thread.is_ready_queued, "a member does not know that it is one");
        check.expect(is_at_home(processor, thread), "a member belongs to another core");
        check.expect(thread.priority <= lowest, "a member is in another priority's queue");
        check.expect(count > 1 || processor.ready.highest() == thread.priority,
                     "the bit map does not name the highest priority");
        check.expect(!census.at_rest() || &thread != processor.current,
                     "the current thread waits for its turn");
        SchedulingContext* context = thread.scheduling_context;
        // A parked core's clock stands still.
        check.expect(context != nullptr && (!census.at_rest() || scheduler::has_time(processor, *context)),
                     "a member's scheduling context has no time now");
        lowest = thread.priority;
    });
    check.expect(processor.ready.empty() == (count == 0),
                 "the bit map says that it is empty, or that it is not");
    std::size_t marked = 0;
    for (const Thread* thread : census.threads) {
        check.expect(!thread->is_ready_queued || thread->scheduling_context != nullptr,
                     "a thread without a context thinks that it is a member");
        marked += thread->is_ready_queued && is_at_home(processor, *thread) ? 1 : 0;
    }
    check.expect(marked == count, "a thread thinks that it is a member but is not");
}

void check_release_queue(Processor& processor, const Census& census, Violations& violations) {
    QueueCheck check{census, "release queue", violations};
    std::size_t count = 0;
    const Thread* earliest = processor.release.first();
    processor.release.for_each([&](Thread& thread) {
        count++;
        check.expect(census.threads.contains(&thread), "a member is gone");
        check.expect(thread.is_release_queued && !thread.is_ready_queued, "a member is in another queue too");
        check.expect(is_at_home(processor, thread), "a member belongs to another core");
        if (thread.scheduling_context == nullptr) {
            check.expect(false, "a member has no scheduling context");
            return;
        }
        const Ticks time = refill::first(*thread.scheduling_context).time;
        check.expect(refill::first(*earliest->scheduling_context).time <= time,
                     "a member comes before the first");
        const auto& links = thread.release_link;
        for (const Thread* child : {links.left, links.right}) {
            if (child != nullptr && child->scheduling_context != nullptr) {
                check.expect(child->release_link.parent == &thread, "a link does not point back");
                check.expect(time <= refill::first(*child->scheduling_context).time,
                             "a release time is out of order");
            }
        }
    });
    std::size_t marked = 0;
    for (const Thread* thread : census.threads) {
        check.expect(!thread->is_release_queued || thread->scheduling_context != nullptr,
                     "a thread without a context thinks that it is a member");
        marked += thread->is_release_queued && is_at_home(processor, *thread) ? 1 : 0;
    }
    check.expect(marked == count, "a thread thinks that it is a member but is not");
    constexpr std::size_t released_at_once = 32;
    check.expect(
        !census.at_rest() || earliest == nullptr || count >= released_at_once ||
            !refill::is_ready(processor.kernel->limits, *earliest->scheduling_context, processor.now),
        "a member's time has come");
}

void check_processor(Processor& processor, const Census& census, Violations& violations) {
    QueueCheck check{census, "processor", violations};
    const bool is_idle = processor.current == &processor.idle_thread;
    check.expect(is_idle || census.threads.contains(processor.current), "the current thread is gone");
    check.expect(processor.fpu_owner == nullptr || census.threads.contains(processor.fpu_owner),
                 "the FPU belongs to a thread that is gone");
    // Stopped in user mode: whatever was done to its thread since, it left it then.
    const bool was_stopped =
        processor.parking.stands_still.load() && processor.next_step == NextStep::same_thread;
    check.expect(!was_stopped || is_idle ||
                     (processor.current->is_runnable() && is_at_home(processor, *processor.current)),
                 "stands still with a thread that is not its own, or not to run");
    if (!census.at_rest()) {
        return; // a parked core is on its way to another thread, perhaps
    }
    check.expect(processor.current_context == processor.current->scheduling_context,
                 "time runs for another scheduling context than the current thread's");
    check.expect(processor.next_step == NextStep::same_thread,
                 "a decision about the next thread is left over");
    // One that rests has nothing to run; check_machine sees whether it wakes up in time.
    check.expect(is_idle || !processor.deadline_stale, "the timer is not set");
    check.expect(processor.ready.empty() ||
                     (!is_idle && processor.ready.highest() <= processor.current->priority),
                 "a ready thread is more urgent than the current one");
}

} // namespace

void check_queues(Kernel& kernel, const Census& census, Violations& violations) {
    for (const Endpoint* endpoint : census.endpoints) {
        check_endpoint(census, *endpoint, violations);
    }
    for (const Notification* notification : census.notifications) {
        check_notification(census, *notification, violations);
    }
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        check_ready_queue(kernel.processors[index], census, violations);
        check_release_queue(kernel.processors[index], census, violations);
        check_processor(kernel.processors[index], census, violations);
    }
    for (std::size_t number = 0; number < kernel.interrupts.notifications.size(); number++) {
        const bool issued = kernel.interrupts.uses[number] == InterruptUse::handler_issued;
        if (issued != census.handlers.contains(number)) {
            violations.push_back(text("interrupt ", number, " and its handlers disagree about its use"));
        }
        if (!issued && !kernel.interrupts.notifications[number].empty()) {
            violations.push_back(text("interrupt ", number, " signals although nobody handles it"));
        }
    }
}

} // namespace nacre::test
