// SPDX-License-Identifier: MIT
// The lock of shared objects: who has it may use them, next to what is its core's own (docs/many_cores.md).
#include <core/cores/inbox.hpp>
#include <core/kernel.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::shared_lock {

namespace {

bool is_elsewhere(const Processor& processor, const SchedulingContext* context) {
    return context != nullptr && context->processor != processor.index;
}

/// A server that received a message together with another core's context goes on there.
void send_stranger_home(Processor& processor) {
    Thread& current = *processor.current;
    if (current.is_idle() || !is_elsewhere(processor, current.scheduling_context)) {
        return;
    }
    fpu::release(processor, current);
    scheduler::commit_time(processor);
    scheduler::reschedule(processor);
    processor.current = &processor.idle_thread;
    processor.current_context = &processor.idle.context;
    processor.deadline_stale = true;
    arch::Machine::deactivate();
    inbox::post(scheduler::home_of(processor, *current.scheduling_context), current);
}

/// Who lends a context to a thread without one finds its FPU state in the thread, whatever the core.
void empty_fpu_of_passive(Processor& processor) {
    Thread* owner = processor.fpu_owner;
    if (owner != nullptr && owner->scheduling_context == nullptr) {
        fpu::release(processor, *owner);
    }
}

} // namespace

void take(Processor& processor) {
    SharedLock& lock = processor.kernel->shared_lock;
    const std::uint32_t ticket = lock.next_ticket.fetch_add(1);
    while (lock.serving.load() != ticket) {
        arch::Machine::relax();
    }
    processor.has_shared_lock = true;
}

void drop(Processor& processor) {
    SharedLock& lock = processor.kernel->shared_lock;
    processor.has_shared_lock = false;
    const std::uint32_t next = lock.serving.load() + 1;
    lock.serving.store(next);
    // Who takes a ticket after this look sees whose turn it is.
    if (lock.next_ticket.load() != next) {
        arch::Machine::wake_waiting();
    }
}

void finish(Processor& processor) {
    if (processor.has_shared_lock) {
        send_stranger_home(processor);
        empty_fpu_of_passive(processor);
        scheduler::schedule(processor);
        drop(processor);
    }
}

} // namespace nacre::kernel::shared_lock
