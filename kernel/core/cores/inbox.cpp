// SPDX-License-Identifier: MIT
// Threads on their way to the core that is to run them.
#include <core/cores/inbox.hpp>
#include <core/kernel.hpp>
#include <core/schedule/scheduler.hpp>

#include <span>
#include <utility>

namespace nacre::kernel::inbox {

namespace {

/// One pass through the kernel wakes at most as many.
constexpr unsigned wakes_at_once = 8;

/// First come, first served: the list is turned round.
void turn_round(Inbox& inbox) {
    Thread* newest = inbox.newest.exchange(nullptr);
    while (newest != nullptr) {
        Thread& thread = *newest;
        newest = std::exchange(thread.schedule_link.next, inbox.oldest);
        inbox.oldest = &thread;
    }
}

/// Null if there is none.
Thread* take(Inbox& inbox) {
    if (inbox.oldest == nullptr && inbox.newest.load() != nullptr) {
        turn_round(inbox);
    }
    Thread* thread = inbox.oldest;
    if (thread != nullptr) {
        inbox.oldest = std::exchange(thread->schedule_link.next, nullptr);
    }
    return thread;
}

} // namespace

void post(Processor& home, Thread& thread) {
    NACRE_ASSERT(!thread.is_ready_queued && thread.schedule_link.next == nullptr);
    Thread* newest = home.inbox.newest.load();
    do {
        thread.schedule_link.next = newest;
    } while (!home.inbox.newest.compare_exchange(newest, &thread));
    if (newest == nullptr) {
        arch::Machine::call_processor(home.index);
    }
}

void take_some(Processor& processor) {
    for (unsigned count = 0; count < wakes_at_once; count++) {
        Thread* thread = take(processor.inbox);
        if (thread == nullptr) {
            return;
        }
        scheduler::wake_with_context(processor, *thread);
    }
    arch::Machine::call_processor(processor.index);
}

void empty_all(Processor& holder) {
    for (Processor& each : std::span{holder.kernel->processors}.first(holder.kernel->processor_count)) {
        while (Thread* thread = take(each.inbox)) {
            scheduler::wake_with_context(holder, *thread);
        }
    }
}

} // namespace nacre::kernel::inbox
