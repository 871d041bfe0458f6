// SPDX-License-Identifier: MIT
// All state of the kernel: one Kernel, with a Processor for each core.
#pragma once

#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <core/boot/machine_description.hpp>
#include <core/cores/exclusive.hpp>
#include <core/cores/home.hpp>
#include <core/cores/inbox.hpp>
#include <core/cores/shared_lock.hpp>
#include <core/entry/refusal.hpp>
#include <core/memory/asid_table.hpp>
#include <core/object/interrupt_table.hpp>
#include <core/object/io_port_table.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/object/thread.hpp>
#include <core/schedule/ready_queue.hpp>
#include <core/schedule/refill.hpp>
#include <core/schedule/release_queue.hpp>

#include <array>

namespace nacre::kernel {

inline constexpr unsigned maximum_processors = 8;

struct Kernel;

/// What a core does when it leaves the kernel.
enum class NextStep : unsigned char {
    same_thread, ///< nothing happened that could make another thread more urgent
    candidate,   ///< `candidate` was woken and may be more urgent
    choose,      ///< look at the ready queue
};

/// What one core owns. Only that core touches it, and another one within an exclusive section.
struct Processor {
    Kernel* kernel;
    unsigned index;
    Home home; ///< the tag of the objects that are this core's

    Word space_epoch; ///< of the KnownSpaces that hold; the same on each processor

    Thread* current;                    ///< whose registers the vectors saved
    SchedulingContext* current_context; ///< whose time is running
    Thread* fpu_owner;                  ///< whose FPU state is in the FPU

    Ticks now;           ///< when the kernel was entered
    Ticks consumed;      ///< since then and not yet charged to current_context
    bool deadline_stale; ///< the timer must be set again on the way out

    NextStep next_step;
    Thread* candidate;

    RefusalDetails refusal; ///< of the invocation that was refused last

    ReadyQueue ready;
    ReleaseQueue release;

    Parking parking;
    Inbox inbox;
    bool has_shared_lock;

    Thread idle_thread;
    struct {
        SchedulingContext context;
        Refill refills[minimum_refills];
    } idle;
};

struct Kernel {
    std::array<Processor, maximum_processors> processors;
    unsigned processor_count;
    ExclusiveSection exclusive_section;
    SharedLock shared_lock;
    bool explains; ///< refused calls are explained on the console
    refill::Limits limits;
    /// Holds the zombie of a Revoke that was stopped inside a CNode inside another one, where the Revoke
    /// would not find it again; null if there is none.
    Slot* unfinished_nest;
    Word cancellations; ///< how many have begun: the last one's ticket
    Slot* root_slots;   ///< the root task's first CNode: where a debugger begins to look (tools/gdb)
    AsidTable asids;
    InterruptTable interrupts;
    [[no_unique_address]] IoPortTable io_ports;
    boot::RangeList memory; ///< all RAM that the kernel window shows

    bool is_memory(PhysicalAddress address) const {
        for (const PhysicalRange& range : memory.all()) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
};

} // namespace nacre::kernel
