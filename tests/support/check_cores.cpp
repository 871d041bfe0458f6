// SPDX-License-Identifier: MIT
// What several cores share: who is on the way to which core, and what hangs together when an object is shared
// (docs/many_cores.md).
#include <support/check_invariants.hpp>
#include <support/text.hpp>

namespace nacre::test {

using namespace kernel;

namespace {

void check_inbox(const Processor& processor, const Census& census, Violations& violations) {
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) {
            violations.push_back(text("inbox of core ", processor.index, ": ", what));
        }
    };
    for (const Thread* first : {processor.inbox.newest.load(), processor.inbox.oldest}) {
        std::size_t count = 0;
        for (const Thread* thread = first; thread != nullptr; thread = thread->schedule_link.next) {
            if (!census.threads.contains(thread) || ++count > census.threads.size()) {
                expect(false, "a thread is in it that is gone, or twice");
                return;
            }
            expect(thread->scheduling_context != nullptr &&
                       thread->scheduling_context->processor == processor.index,
                   "a member is at home elsewhere");
            expect(thread->is_runnable() && !thread->is_ready_queued && !thread->is_release_queued,
                   "a member cannot run, or is in another queue besides");
        }
    }
}

/// The tag of what the thread waits at for somebody who comes; `nobody` if it does not.
Home home_of_wait(const Thread& thread) {
    switch (thread.state) {
    case ThreadState::blocked_on_send:
    case ThreadState::blocked_on_receive: return static_cast<const Endpoint*>(thread.waiting_on)->home();
    case ThreadState::blocked_on_notification:
        return static_cast<const Notification*>(thread.waiting_on)->home;
    case ThreadState::inactive:
    case ThreadState::running:
    case ThreadState::restart:
    case ThreadState::blocked_on_reply:
    case ThreadState::idle: return Home::nobody;
    }
    return Home::nobody;
}

void check_sharing(const Kernel& kernel, const Thread& thread, Violations& violations) {
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) {
            violations.push_back(text("thread ", &thread, ": ", what));
        }
    };
    const Home home = home_of_wait(thread);
    if (thread.state == ThreadState::blocked_on_receive) {
        const Notification* bound = thread.bound_notification;
        expect(bound == nullptr || bound->home != Home::shared || home == Home::shared,
               "receives at an endpoint that is not shared, but its bound notification is");
        expect(thread.reply == nullptr || thread.reply->home != Home::shared || home == Home::shared,
               "receives at an endpoint that is not shared, but its reply object is");
    }
    for (const Processor& processor : kernel.processors) {
        expect(processor.fpu_owner != &thread || thread.scheduling_context != nullptr || home != Home::shared,
               "could be lent a context on any core, but its FPU state is in one's");
    }
}

} // namespace

void check_cores(const Kernel& kernel, const Census& census, Violations& violations) {
    const SharedLock& lock = kernel.shared_lock;
    if (lock.serving.load() != lock.next_ticket.load()) {
        violations.emplace_back("somebody has the lock of shared objects, or waits for it");
    }
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        check_inbox(kernel.processors[index], census, violations);
        if (kernel.processors[index].has_shared_lock || kernel.processors[index].parking.holds) {
            violations.push_back(text("core ", index, " has a lock or the section outside the kernel"));
        }
    }
    for (const Thread* thread : census.threads) {
        check_sharing(kernel, *thread, violations);
    }
}

} // namespace nacre::test
