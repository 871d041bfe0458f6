// SPDX-License-Identifier: MIT
// From the current thread to one that just became the most urgent and has time of its own.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::fast_path {

/// What the clock says on the way in; written down once it is sure that the fast path is taken.
struct Moment {
    Ticks now;
    Ticks consumed; ///< by the current context, and not charged yet
};

Moment look_at_clock(const Processor& processor);

/// May the blocked thread `next` run at once, with its own time, if something wakes it? The current thread
/// stays ready or begins to wait.
enum class Current : unsigned char { stays_ready, waits };
bool may_switch(Processor& processor, const Moment& moment, Thread& next, Current current);

/// Does it: charges the time that has passed, sets the timer, changes spaces. Nothing waits for `next` any
/// more.
void switch_over(Processor& processor, const Moment& moment, Thread& next, Current current);

} // namespace nacre::kernel::fast_path
