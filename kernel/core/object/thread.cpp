// SPDX-License-Identifier: MIT
// The thread object: what it waits for, and how it starts and stops.
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/fpu.hpp>
#include <core/schedule/scheduler.hpp>

#include <algorithm>

namespace nacre::kernel {

std::string_view Thread::display_name() const {
    const auto end = std::find(name.begin(), name.end(), '\0');
    const auto length = static_cast<std::size_t>(end - name.begin());
    return length == 0 ? std::string_view{"(unnamed)"} : std::string_view{name.data(), length};
}

api::IpcBuffer* Thread::ipc_buffer(bool for_writing) const {
    const Slot& buffer = slot(ThreadSlot::ipc_buffer);
    if (!buffer.is<FrameView>()) {
        return nullptr;
    }
    const auto frame = buffer.as<FrameView>();
    const RightSet<FrameRight> needed =
        for_writing ? RightSet{FrameRight::read} | FrameRight::write : RightSet{FrameRight::read};
    if (frame.is_device() || !frame.rights().has(needed)) {
        return nullptr;
    }
    const Word offset = ipc_buffer_address & low_mask(frame.size_bits());
    return static_cast<api::IpcBuffer*>(arch::Machine::pointer(frame.physical() + offset));
}

const char* name_of(ThreadState state) {
    switch (state) {
    case ThreadState::inactive: return "inactive";
    case ThreadState::running: return "running";
    case ThreadState::restart: return "restarting";
    case ThreadState::blocked_on_receive: return "receiving";
    case ThreadState::blocked_on_send: return "sending";
    case ThreadState::blocked_on_reply: return "awaiting reply";
    case ThreadState::blocked_on_notification: return "waiting";
    case ThreadState::idle: return "idle";
    }
    return "unknown";
}

namespace thread {

namespace {

/// Is it what some core runs?
bool is_current(Processor& processor, const Thread& thread) {
    const SchedulingContext* context = thread.scheduling_context;
    return &thread == processor.current ||
           (context != nullptr && scheduler::home_of(processor, *context).current == &thread);
}

void set_priority_of_runnable(Processor& processor, Thread& thread, Priority priority) {
    const bool was_queued = thread.is_ready_queued;
    scheduler::dequeue(processor, thread);
    thread.priority = priority;
    if (!was_queued && !is_current(processor, thread)) {
        scheduler::wake(processor, thread);
        return;
    }
    if (thread.is_schedulable()) {
        scheduler::enqueue(processor, thread);
        scheduler::reschedule_on(processor, scheduler::home_of(processor, *thread.scheduling_context));
    } else {
        scheduler::reschedule(processor);
    }
}

} // namespace

void set_state(Processor& processor, Thread& thread, ThreadState state) {
    // One that another core runs gives way when the exclusive section is left.
    thread.state = state;
    if (&thread == processor.current && processor.next_step == NextStep::same_thread &&
        !thread.is_schedulable()) {
        scheduler::reschedule(processor);
    }
}

void suspend(Processor& processor, Thread& thread) {
    thread.unfinished = {};
    cancel_ipc(processor, thread);
    if (thread.state == ThreadState::running) {
        // Its last trap is over: when it resumes, it goes on behind it.
        thread.registers.set_program_counter(thread.registers.program_counter());
    }
    set_state(processor, thread, ThreadState::inactive);
    scheduler::dequeue(processor, thread);
    scheduler::remove_from_release(processor, thread);
    scheduling_context::cancel_yield(thread);
}

void resume(Processor& processor, Thread& thread) {
    if (thread.is_runnable()) {
        return;
    }
    cancel_ipc(processor, thread);
    set_state(processor, thread, ThreadState::restart);
    // Loaders may write a program after they have mapped it, and then start it. (Another core was parked if
    // it is to run the thread: it fetches anew when it goes on.)
    arch::Machine::refetch_instructions();
    scheduler::wake_with_context(processor, thread);
}

void cancel_ipc(Processor& processor, Thread& thread) {
    thread.fault = {};
    switch (thread.state) {
    case ThreadState::blocked_on_send:
    case ThreadState::blocked_on_receive:
        endpoint::remove_waiter(thread);
        if (thread.reply != nullptr) {
            reply::unlink(processor, *thread.reply, thread);
        }
        set_state(processor, thread, ThreadState::inactive);
        return;
    case ThreadState::blocked_on_notification:
        notification::remove_waiter(*static_cast<Notification*>(thread.waiting_on), thread);
        set_state(processor, thread, ThreadState::inactive);
        return;
    case ThreadState::blocked_on_reply: reply::remove_caller(processor, thread); return;
    case ThreadState::inactive:
    case ThreadState::running:
    case ThreadState::restart:
    case ThreadState::idle: return;
    }
}

void set_priority(Processor& processor, Thread& thread, Priority priority) {
    switch (thread.state) {
    case ThreadState::running:
    case ThreadState::restart: set_priority_of_runnable(processor, thread, priority); return;
    case ThreadState::blocked_on_receive:
    case ThreadState::blocked_on_send: endpoint::change_priority(processor, thread, priority); return;
    case ThreadState::blocked_on_notification:
        notification::change_priority(*static_cast<Notification*>(thread.waiting_on), thread, priority);
        return;
    case ThreadState::inactive:
    case ThreadState::blocked_on_reply:
    case ThreadState::idle: thread.priority = priority; return;
    }
}

void destroy(Processor& processor, Thread& thread) {
    notification::unbind(thread);
    if (SchedulingContext* context = thread.scheduling_context) {
        scheduling_context::unbind_thread(processor, *context);
        scheduling_context::complete_yield(*context);
    }
    suspend(processor, thread);
    fpu::release(processor, thread);
}

} // namespace thread
} // namespace nacre::kernel
