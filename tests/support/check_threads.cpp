// SPDX-License-Identifier: MIT
// Threads: whoever can run is in a queue, whoever waits is in one too, and bindings hold at both ends.
#include <support/check_invariants.hpp>
#include <support/text.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

namespace {

class ThreadCheck {
public:
    ThreadCheck(const Kernel& kernel, const Census& census, const Thread& thread, Violations& violations)
        : kernel_{kernel}, census_{census}, thread_{thread}, violations_{violations} {}

    void run() {
        check_place();
        check_wait();
        check_reply();
        check_bindings();
        check_slots();
        check_known_space();
    }

private:
    void expect(bool holds, const char* what) {
        if (!holds) {
            violations_.push_back(text("thread ", &thread_, " ('", thread_.display_name(), "', ",
                                       name_of(thread_.state), "): ", what));
        }
    }

    /// A core that waits for the section in the middle of a call has a current thread that may just have
    /// given its context away, or waits for something: the scheduler sees to it on the way out.
    bool is_parked() const { return !census_.at_rest() && is_current(); }
    /// The holder of the section has woken it and has not left the kernel yet.
    bool is_candidate() const {
        return !census_.at_rest() &&
               std::ranges::any_of(kernel_.processors, [this](const Processor& processor) {
                   return processor.next_step == NextStep::candidate && processor.candidate == &thread_;
               });
    }
    bool is_current() const { return current_count() > 0; }
    std::ptrdiff_t current_count() const {
        return std::ranges::count(kernel_.processors, &thread_, &Processor::current);
    }
    /// At home on the core that runs it.
    bool is_current_at_home() const {
        const SchedulingContext* context = thread_.scheduling_context;
        return context != nullptr && kernel_.processors[context->processor].current == &thread_;
    }

    /// On its way to the core that is to run it.
    std::ptrdiff_t is_in_inbox() const {
        std::ptrdiff_t count = 0;
        for (const Processor& processor : kernel_.processors) {
            for (const Thread* first : {processor.inbox.newest.load(), processor.inbox.oldest}) {
                for (; first != nullptr; first = first->schedule_link.next) {
                    count += first == &thread_ ? 1 : 0;
                }
            }
        }
        return count;
    }

    void check_place() {
        expect(current_count() <= 1, "runs on two cores");
        expect(is_parked() || !is_current() || is_current_at_home(),
               "runs on a core that is not its context's");
        expect(thread_.state != ThreadState::idle, "only a processor's own thread is idle");
        expect(!thread_.is_release_queued ||
                   (thread_.is_runnable() && thread_.scheduling_context != nullptr &&
                    thread_.scheduling_context->has_budget()),
               "waits for time that it cannot use");
        if (is_parked()) {
            // Stopped and started again while it waited, it has a turn besides.
        } else if (thread_.is_schedulable()) {
            expect(is_current() + static_cast<int>(thread_.is_ready_queued) + is_in_inbox() +
                           static_cast<int>(is_candidate()) ==
                       1,
                   "could run, but is in no queue or in two");
        } else {
            expect(!is_current(), "runs although it cannot");
            expect(!thread_.is_ready_queued, "is ready although it cannot run");
            expect(is_in_inbox() == 0, "is on its way to a core although it cannot run");
        }
        expect(is_parked() || !is_current() || thread_.state == ThreadState::running,
               "runs, but not in the running state");
    }

    /// What the fast paths believe is what a look would find.
    void check_known_space() {
        if (thread_.space.epoch != kernel_.processors[0].space_epoch) {
            return;
        }
        const Capability capability = thread_.slot(ThreadSlot::address_space).capability;
        const bool has_space = capability.kind() == Kind::address_space;
        expect(has_space, "is believed to have an address space");
        if (has_space) {
            const AddressSpaceView view{capability};
            const auto wanted = arch::Machine::translation(arch::Machine::physical(view.root()), view.asid());
            expect(kernel_.asids.root(view.asid()) == view.root() && thread_.space.translation == wanted,
                   "is believed to run in another address space");
        }
    }

    void check_wait() {
        const bool on_endpoint =
            thread_.state == ThreadState::blocked_on_receive || thread_.state == ThreadState::blocked_on_send;
        if (on_endpoint) {
            expect(census_.endpoints.contains(static_cast<const Endpoint*>(thread_.waiting_on)),
                   "waits on an endpoint that is gone");
        } else if (thread_.state == ThreadState::blocked_on_notification) {
            expect(census_.notifications.contains(static_cast<const Notification*>(thread_.waiting_on)),
                   "waits on a notification that is gone");
        } else {
            expect(thread_.waiting_on == nullptr, "waits on something although its state says not");
            expect(thread_.wait_link.next == nullptr && thread_.wait_link.previous == nullptr,
                   "has links of a queue that it is not in");
        }
        expect(thread_.fault.kind == FaultKind::none || thread_.state == ThreadState::blocked_on_send ||
                   thread_.state == ThreadState::blocked_on_reply || thread_.state == ThreadState::inactive,
               "goes on although it has a fault");
        expect(std::ranges::count(kernel_.processors, &thread_, &Processor::fpu_owner) <= 1,
               "has its FPU state on two cores");
    }

    void check_reply() {
        const Reply* reply = thread_.reply;
        expect(thread_.state != ThreadState::blocked_on_reply || reply != nullptr,
               "awaits a reply without a reply object");
        if (reply == nullptr) {
            return;
        }
        expect(thread_.state == ThreadState::blocked_on_reply ||
                   thread_.state == ThreadState::blocked_on_receive,
               "has a reply object that it does not need");
        const bool lives = census_.replies.contains(reply);
        expect(lives, "has a reply object that is gone");
        expect(!lives || reply->thread == &thread_, "has a reply object that belongs to another");
    }

    void check_bindings() {
        if (const Notification* bound = thread_.bound_notification) {
            const bool lives = census_.notifications.contains(bound);
            expect(lives && bound->bound_thread == &thread_,
                   "is bound to a notification that is not bound to it");
        }
        if (const SchedulingContext* context = thread_.scheduling_context) {
            expect(census_.contexts.contains(context) && context->thread == &thread_,
                   "has a scheduling context that does not have it");
        }
        if (const SchedulingContext* context = thread_.yielding_to) {
            expect(census_.contexts.contains(context) && context->yielding_from == &thread_,
                   "yields to a scheduling context that does not know it");
        }
    }

    template<typename... Views>
    bool holds(ThreadSlot which) const {
        const Slot& slot = thread_.slot(which);
        return slot.empty() || (slot.is<Views>() || ...);
    }

    void check_slots() {
        expect(holds<CNodeView>(ThreadSlot::capability_space), "has a capability space that is no CNode");
        expect(holds<AddressSpaceView>(ThreadSlot::address_space), "has an address space that is none");
        expect(holds<FrameView>(ThreadSlot::ipc_buffer), "has a buffer that is no frame");
        for (const ThreadSlot which : {ThreadSlot::fault_handler, ThreadSlot::timeout_handler}) {
            expect(holds<EndpointView>(which), "has a fault handler that is no endpoint");
            if (thread_.slot(which).is<EndpointView>()) {
                const auto rights = thread_.slot(which).as<EndpointView>().rights();
                expect(rights.has(EndpointRight::send) &&
                           (rights.has(EndpointRight::grant) || rights.has(EndpointRight::grant_reply)),
                       "has a fault handler that may not be told, or may not answer");
            }
        }
    }

    const Kernel& kernel_;
    const Census& census_;
    const Thread& thread_;
    Violations& violations_;
};

void check_reply(const Census& census, const Reply& reply, Violations& violations) {
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) {
            violations.push_back(text("reply ", &reply, ": ", what));
        }
    };
    if (reply.thread == nullptr) {
        expect(!reply.in_stack() && reply.below == nullptr, "is in a stack although nobody waits for it");
        return;
    }
    if (!census.threads.contains(reply.thread)) {
        expect(false, "belongs to a thread that is gone");
        return;
    }
    expect(reply.thread->reply == &reply, "belongs to a thread that does not have it");
    expect(!reply.in_stack() || reply.thread->state == ThreadState::blocked_on_reply,
           "is in a stack although its thread awaits no reply");
    if (reply.is_top()) {
        expect(census.contexts.contains(reply.context()) && reply.context()->reply == &reply,
               "tops a stack whose scheduling context does not know it");
    } else if (reply.in_stack()) {
        expect(census.replies.contains(reply.above()) && reply.above()->below == &reply,
               "lies under a reply that does not lie on it");
    }
    if (reply.below != nullptr) {
        expect(census.replies.contains(reply.below) && !reply.below->is_top() &&
                   reply.below->above() == &reply,
               "lies on a reply that does not lie under it");
        expect(reply.in_stack(), "has a stack below but is in none");
    }
}

} // namespace

void check_threads(Kernel& kernel, const Census& census, History* history, Violations& violations) {
    std::set<const Thread*> deaf;
    for (const Thread* thread : census.threads) {
        ThreadCheck{kernel, census, *thread, violations}.run();
        const Notification* bound = thread->bound_notification;
        if (thread->state == ThreadState::blocked_on_receive && census.notifications.contains(bound) &&
            bound->state == NotificationState::active) {
            deaf.insert(thread);
        }
    }
    if (history != nullptr) {
        if (history->deaf && !std::ranges::includes(*history->deaf, deaf)) {
            violations.emplace_back("a thread waits for a message and has not heard its bound notification");
        }
        history->deaf = std::move(deaf);
    }
    for (const Reply* reply : census.replies) {
        check_reply(census, *reply, violations);
    }
}

} // namespace nacre::test
