// SPDX-License-Identifier: MIT
// The one way out of the kernel.
#include <core/entry/leave.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::entry {

namespace {

/// Brings the thread that was chosen to the instruction at which it goes on.
void activate(Processor& processor) {
    Thread& thread = *processor.current;
    scheduling_context::complete_yield_of(thread);
    if (thread.state == ThreadState::restart) {
        thread.registers.restart();
        thread.state = ThreadState::running;
    }
}

} // namespace

void leave(Processor& processor) {
    exclusive::leave(processor);
    shared_lock::finish(processor);
    scheduler::schedule(processor);
    while (processor.current->is_idle()) {
        exclusive::rest(processor);
        arch::Machine::wait_for_interrupt();
        exclusive::rise(processor);
        scheduler::account(processor);
        take_interrupts(processor);
        exclusive::leave(processor);
        scheduler::schedule(processor);
    }
    activate(processor);
}

} // namespace nacre::kernel::entry
