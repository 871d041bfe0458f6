// SPDX-License-Identifier: MIT
// The exclusive section: one core has the whole kernel, all others are parked (docs/many_cores.md).
#include <core/kernel.hpp>
#include <core/memory/address_space.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

#include <algorithm>
#include <bit>

namespace nacre::kernel::exclusive {

namespace {

using arch::Machine;

template<typename Visit>
void for_each_other(Processor& processor, Visit visit) {
    Kernel& kernel = *processor.kernel;
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        if (index != processor.index) {
            visit(kernel.processors[index]);
        }
    }
}

/// What holds of a parked core holds from here on.
void put_aside(Processor& processor) {
    if (processor.next_step == NextStep::candidate) {
        scheduler::reschedule(processor);
    }
    scheduler::account(processor);
    fpu::save(processor);
    Machine::deactivate();
}

/// Back to work, perhaps with another thread. The time that passed is nobody's.
void pick_up(Processor& processor) {
    processor.now = Machine::now();
    processor.deadline_stale = true;
    address_space::activate(processor, *processor.current);
    fpu::prepare(processor, *processor.current);
}

/// While it says so and the section is held, this core stands still. It may leave only if it sees, after it
/// has said that it does, that nobody holds the section: either it sees the holder's mark, or the holder sees
/// this core's.
void stand_still(Processor& processor) {
    Shared<bool>& parked = processor.parking.parked;
    const Shared<bool>& held = processor.kernel->exclusive_section.held;
    processor.parking.stands_still.store(true);
    do {
        parked.store(true);
        Machine::wake_waiting();
        while (held.load()) {
            Machine::relax();
        }
        parked.store(false);
    } while (held.load());
    processor.parking.stands_still.store(false);
    Machine::catch_up();
}

void wait_for_ticket(Processor& processor, std::uint32_t ticket) {
    const ExclusiveSection& section = processor.kernel->exclusive_section;
    put_aside(processor);
    processor.parking.parked.store(true);
    Machine::wake_waiting();
    while (section.serving.load() != ticket) {
        Machine::relax();
    }
    // Nobody else can hold the section now: this core may move again without looking.
    processor.parking.parked.store(false);
    Machine::catch_up();
    pick_up(processor);
}

/// It loses time when it is stopped. A core that was stopped and has not gone on yet does too: else whoever
/// comes back before that would never have to wait.
bool would_run(const Processor& processor) {
    return !processor.parking.parked.load() || processor.parking.stands_still.load();
}

bool any_other_would_run(Processor& processor) {
    bool any = false;
    for_each_other(processor, [&](const Processor& other) { any = any || would_run(other); });
    return any;
}

/// How long running cores may go on for each tick for which they were stopped.
constexpr Ticks share_of_running = 4;
/// What a stop costs a core besides: the interrupt's way in, and the way out through the scheduler.
constexpr unsigned stop_microseconds = 2;
/// After this time a long operation lets the cores go on that it stopped, and begins again where it was; or
/// after as much time as it took to stop them, if that was longer: else it would do hardly anything but stop
/// them.
constexpr unsigned longest_stop_microseconds = 10;

/// What the others lose by a stop that ends now. Until the last is parked, each is on its way there, which is
/// never long; more than that passes only where the machine itself is at times not executed (QEMU on a busy
/// host), and is not lost by the stop.
Ticks time_lost(const Kernel& kernel, Ticks now) {
    const ExclusiveSection& section = kernel.exclusive_section;
    const Ticks stopping = std::min(section.all_parked_at - section.stopped_at, kernel.limits.kernel_time);
    return stopping + (now - section.all_parked_at) + clock::from_microseconds(stop_microseconds);
}

bool has_stopped_others_long(const ExclusiveSection& section) {
    const Ticks stopping = section.all_parked_at - section.stopped_at;
    const Ticks longest = clock::from_microseconds(longest_stop_microseconds);
    return Machine::now() - section.all_parked_at > std::max(stopping, longest);
}

/// Its turn has come, but running cores may not be stopped yet. False: an interrupt ended the patience.
bool wait_until_allowed(Processor& processor, Patience patience) {
    const ExclusiveSection& section = processor.kernel->exclusive_section;
    while (Machine::now() < section.allowed_at && any_other_would_run(processor)) {
        if (patience == Patience::until_interrupt && Machine::interrupt_pending()) {
            return false;
        }
        Machine::pause();
    }
    return true;
}

void serve_next(ExclusiveSection& section) {
    section.serving.store(section.serving.load() + 1);
    Machine::wake_waiting();
}

void stop_others(Processor& processor) {
    processor.kernel->exclusive_section.stopped_at = Machine::now();
    processor.kernel->exclusive_section.held.store(true);
    bool calls = false;
    bool stops = false;
    for_each_other(processor, [&](Processor& other) {
        if (!other.parking.parked.load()) {
            calls = true;
            Machine::call_processor(other.index);
        }
        stops = stops || would_run(other);
    });
    processor.parking.stopped_others = stops;
    if (calls) {
        for_each_other(processor, [](Processor& other) {
            while (!other.parking.parked.load()) {
                Machine::relax();
            }
        });
    }
    processor.kernel->exclusive_section.all_parked_at = Machine::now();
}

/// A thread that is not this core's any more, or that is not to run, must not stay its current one: its
/// memory may be another object soon, and another core may run it. One that received a message together with
/// another core's context goes on there. True if it had to go.
bool evict_stranger(Processor& holder, Processor& processor) {
    Thread& current = *processor.current;
    const SchedulingContext* context = current.scheduling_context;
    if (current.is_idle() || (current.is_schedulable() && context->processor == processor.index)) {
        return false;
    }
    scheduler::commit_time(processor);
    scheduler::reschedule(processor);
    processor.current = &processor.idle_thread;
    processor.current_context = &processor.idle.context;
    if (!current.is_ready_queued) {
        scheduler::wake_with_context(holder, current);
    }
    return true;
}

/// A core's FPU may hold what a thread left there that is at home nowhere, or elsewhere by now. Whoever lends
/// that one a context next may do so without asking: it must find everything in the thread.
void empty_fpu_of_stranger(Processor& holder, const Processor& processor) {
    Thread* owner = processor.fpu_owner;
    if (owner != nullptr &&
        (owner->scheduling_context == nullptr || owner->scheduling_context->processor != processor.index)) {
        fpu::release(holder, *owner);
    }
}

} // namespace

bool has(const Processor& processor) {
    return processor.kernel->processor_count == 1 || processor.parking.holds;
}

bool enter(Processor& processor, Patience patience) {
    if (has(processor)) {
        return true;
    }
    NACRE_ASSERT(!processor.has_shared_lock);
    Thread& thread = *processor.current;
    const bool was_running = thread.state == ThreadState::running;
    if (was_running) {
        thread.state = ThreadState::restart;
    }
    const bool was_queued = thread.is_ready_queued;
    const Word instruction = thread.registers.trapped_instruction();

    ExclusiveSection& section = processor.kernel->exclusive_section;
    const std::uint32_t ticket = section.next_ticket.fetch_add(1);
    if (section.serving.load() != ticket) {
        wait_for_ticket(processor, ticket);
    }
    if (!wait_until_allowed(processor, patience)) {
        serve_next(section);
        return false;
    }
    stop_others(processor);
    processor.parking.holds = true;
    inbox::empty_all(processor);

    const bool goes_on =
        processor.current == &thread &&
        (thread.is_idle() || (thread.state == ThreadState::restart && thread.is_schedulable() &&
                              thread.registers.trapped_instruction() == instruction));
    if (goes_on && !was_queued) {
        // Another core may have given it a turn: it has one.
        scheduler::dequeue(processor, thread);
    }
    if (goes_on && was_running) {
        thread.state = ThreadState::running;
    }
    return goes_on;
}

void leave(Processor& processor) {
    if (!processor.parking.holds) {
        return;
    }
    if (evict_stranger(processor, processor)) {
        Machine::deactivate();
    }
    empty_fpu_of_stranger(processor, processor);
    for_each_other(processor, [&](Processor& other) {
        evict_stranger(processor, other);
        empty_fpu_of_stranger(processor, other);
    });
    unsigned to_call = 0;
    for_each_other(processor, [&](Processor& other) {
        if (other.parking.was_changed && other.parking.resting.load()) {
            to_call |= 1U << other.index;
        }
        other.parking.was_changed = false;
    });
    processor.parking.holds = false;
    ExclusiveSection& section = processor.kernel->exclusive_section;
    if (processor.parking.stopped_others) {
        const Ticks now = Machine::now();
        section.allowed_at = now + share_of_running * time_lost(*processor.kernel, now);
    }
    section.held.store(false);
    serve_next(section);
    for (; to_call != 0; to_call &= to_call - 1) {
        Machine::call_processor(static_cast<unsigned>(std::countr_zero(to_call)));
    }
}

bool is_wanted(const Processor& processor) {
    const ExclusiveSection& section = processor.kernel->exclusive_section;
    if (!processor.parking.holds) {
        return false;
    }
    return section.next_ticket.load() != section.serving.load() + 1 ||
           (processor.parking.stopped_others && has_stopped_others_long(section));
}

void park(Processor& processor) {
    if (!processor.parking.holds && processor.kernel->exclusive_section.held.load()) {
        put_aside(processor);
        stand_still(processor);
        pick_up(processor);
    }
}

void rest(Processor& processor) {
    if (processor.kernel->processor_count > 1) {
        fpu::save(processor);
        processor.parking.resting.store(true);
        processor.parking.parked.store(true);
        Machine::wake_waiting();
    }
}

void rise(Processor& processor) {
    if (processor.kernel->processor_count > 1) {
        processor.parking.parked.store(false);
        if (processor.kernel->exclusive_section.held.load()) {
            stand_still(processor);
        }
        Machine::catch_up();
        processor.parking.resting.store(false);
    }
}

void note_change(Processor& holder, Processor& changed) {
    if (&holder != &changed) {
        NACRE_ASSERT(has(holder));
        changed.parking.was_changed = true;
    }
}

} // namespace nacre::kernel::exclusive
