// SPDX-License-Identifier: MIT
// The exclusive section: one core has the whole kernel, all others are parked (docs/many_cores.md).
#pragma once

#include <core/cores/shared.hpp>

#include <cstdint>

namespace nacre::kernel {

struct Processor;
struct Thread;

/// Who has the section and who waits for it, first come, first served.
struct ExclusiveSection {
    Shared<std::uint32_t> next_ticket;
    Shared<std::uint32_t> serving;
    Shared<bool> held; ///< the cores that are not parked are to park

    // Written by the holder, read by the next one:
    Ticks stopped_at; ///< when it began to stop the others
    Ticks all_parked_at;
    Ticks allowed_at; ///< when running cores may be stopped again
};

/// What each core contributes to it.
struct Parking {
    /// The core touches nothing but this until the section is free: its thread's registers and FPU state are
    /// saved, its clock stands still, and no address space is active.
    Shared<bool> parked;
    /// Parked only because another core has the section: it goes on as soon as that one has left it.
    Shared<bool> stands_still;
    Shared<bool> resting; ///< parked because it has nothing to run: somebody must call it when that changes
    bool holds;           ///< this core has the section
    bool was_changed;     ///< the holder changed what this core is to run
    bool stopped_others;  ///< the holder had to stop a core that was running
};

namespace exclusive {

/// Has the section, or needs none because there is one core.
bool has(const Processor& processor);

/// Whether a core that waits for leave to stop the others goes on waiting when an interrupt comes.
enum class Patience : unsigned char { until_allowed, until_interrupt };

/// Takes the section: returns when every other core is parked. Nothing must be half done. Another core may
/// have changed everything meanwhile: false says that the current thread is not to go on with what it was
/// doing (it will do it again, if it ever runs). The section is taken in either case, unless an interrupt
/// ended the patience.
///
/// However many cores do nothing but enter, cores that run programs keep four fifths of their time: after
/// each stop, they run four times as long before they can be stopped again.
[[nodiscard]] bool enter(Processor& processor, Patience patience);

/// Gives the section up, if this core has it: the others go on, those who rest and have something to run are
/// called.
void leave(Processor& processor);

/// Another core waits for the section, or cores that were running have been stopped for long enough.
bool is_wanted(const Processor& processor);

/// Parks for as long as another core has the section.
void park(Processor& processor);

/// The core has nothing to run and is about to sleep: it counts as parked.
void rest(Processor& processor);
/// It woke up; returns when nobody has the section.
void rise(Processor& processor);

/// Notes that what another core is to run, or when, has changed; only within the section.
void note_change(Processor& holder, Processor& changed);

} // namespace exclusive
} // namespace nacre::kernel
