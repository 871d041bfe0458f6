// SPDX-License-Identifier: MIT
// The thread object: registers, the capabilities it runs by, what it waits for, and its place in queues.
#pragma once

#include <api/message.hpp>
#include <arch/machine.hpp>
#include <arch/registers.hpp>
#include <base/heap.hpp>
#include <base/list.hpp>
#include <core/capability/slot.hpp>
#include <core/fault.hpp>
#include <core/object/wait_queue.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace nacre::kernel {

struct Kernel;
struct Processor;

using Priority = unsigned char;
inline constexpr unsigned priority_count = 256;

/// What a thread is doing. Only `running` and `restart` threads can be scheduled.
enum class ThreadState : unsigned char {
    inactive,
    running,
    restart, ///< will execute its trapping instruction again
    blocked_on_receive,
    blocked_on_send,
    blocked_on_reply,
    blocked_on_notification,
    idle,
};

/// The capabilities that a thread holds itself; deleting the thread deletes them.
enum class ThreadSlot : unsigned char {
    capability_space,
    address_space,
    ipc_buffer,
    fault_handler,
    timeout_handler
};
inline constexpr unsigned thread_slot_count = 5;

/// The cancelling of the sends with one badge at an endpoint.
struct Cancellation {
    Word ticket; ///< tells it from all others
    Word badge;
};

/// What a stopped call needs to go on where it was, if the objects themselves do not tell. Whoever changes
/// the thread's registers resets it: its next call is another one then.
struct Unfinished {
    Word progress = 0; ///< 0: nothing is unfinished
    Word object = 0;   ///< on what; an address that is never followed
};

/// What address_space::find found out for a thread. It holds for as long as no capability to an address space
/// has been deleted since, and no identifier taken away: as long as the processor's epoch is the same.
struct KnownSpace {
    Word epoch = 0;
    arch::Machine::Translation translation{};
};

/// 2^api::thread_bits bytes of untyped memory, of which this is the used part.
struct Thread {
    arch::Registers registers; ///< first: the vectors store there
    arch::Machine::FpuState fpu;
    std::array<Slot, thread_slot_count> slots;

    KnownSpace space;

    ListLink<Thread> schedule_link; ///< ready queue
    HeapLink<Thread> release_link;  ///< release queue
    WaitLink wait_link;             ///< endpoint's or notification's queue

    SchedulingContext* scheduling_context;
    SchedulingContext* yielding_to; ///< whose consumption this thread asked to be told (YieldTo)
    Notification* bound_notification;
    Reply* reply;              ///< blocked_on_reply, or receiving with it: the reply object in use
    void* waiting_on;          ///< the Endpoint or Notification in whose queue the thread is
    Word ipc_buffer_address;   ///< as the thread sees it
    Word sent_badge;           ///< blocked_on_send: what arrives with the message
    Cancellation cancellation; ///< at an endpoint's cancel cursor: the one that goes on here
    Unfinished unfinished;     ///< how far its call came that was stopped for an interrupt
    Fault fault;

    ThreadState state;
    Priority priority;
    Priority maximum_controlled_priority;
    bool is_ready_queued;
    bool is_release_queued;
    bool sent_can_grant;       ///< blocked_on_send
    bool sent_can_grant_reply; ///< blocked_on_send
    bool sent_is_call;         ///< blocked_on_send
    bool received_can_grant;   ///< blocked_on_receive
    bool fpu_forbidden;        ///< seL4's feature flag
    std::array<char, 24> name; ///< what DebugNameThread said; not terminated when full

    Slot& slot(ThreadSlot which) { return slots[static_cast<unsigned>(which)]; }
    const Slot& slot(ThreadSlot which) const { return slots[static_cast<unsigned>(which)]; }

    /// Nothing but time is missing for it to run.
    bool is_runnable() const { return state == ThreadState::running || state == ThreadState::restart; }
    /// In a state that another thread must end.
    bool is_blocked() const {
        return state == ThreadState::blocked_on_receive || state == ThreadState::blocked_on_send ||
               state == ThreadState::blocked_on_reply || state == ThreadState::blocked_on_notification;
    }
    /// Runnable, with a scheduling context, and not waiting for that one's next refill.
    bool is_schedulable() const;
    bool is_idle() const { return state == ThreadState::idle; }
    std::string_view display_name() const;

    /// The IPC buffer as the kernel sees it; null if the thread has none, or none that it may write when the
    /// kernel is to write it. Looked up anew each time: the frame's capability can be deleted at any moment.
    api::IpcBuffer* ipc_buffer(bool for_writing) const;

    /// A capability space's root, which may be anything but is a CNode in a working thread.
    Capability capability_space() const { return slot(ThreadSlot::capability_space).capability; }
};

static_assert(offsetof(Thread, registers) == 0);
static_assert(sizeof(Thread) <= power_of_two(api::thread_bits));

/// The words by which ps and panic name a state.
const char* name_of(ThreadState state);

namespace thread {

/// Changes the state; a current thread that can no longer run gives way.
void set_state(Processor& processor, Thread& thread, ThreadState state);

/// Stops it for good: takes it out of every queue, undoes a pending call. A thread inside a system call will
/// execute it again when resumed. `processor` is the calling one.
void suspend(Processor& processor, Thread& thread);

/// Makes an inactive or blocked thread run (again), at the trapping instruction if it was inside a system
/// call.
void resume(Processor& processor, Thread& thread);

/// Takes the thread out of whatever it waits for; its state is then the caller's to set.
void cancel_ipc(Processor& processor, Thread& thread);

void set_priority(Processor& processor, Thread& thread, Priority priority);

/// Finalises the object: called when its last capability goes.
void destroy(Processor& processor, Thread& thread);

} // namespace thread
} // namespace nacre::kernel
