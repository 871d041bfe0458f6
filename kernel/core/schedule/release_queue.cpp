// SPDX-License-Identifier: MIT
// Threads whose scheduling context has no time now, in the order in which it gets some.
#include <core/schedule/refill.hpp>
#include <core/schedule/release_queue.hpp>

namespace nacre::kernel {

bool ReleaseQueue::comes_before(const Thread& one, const Thread& other) {
    return refill::first(*one.scheduling_context).time < refill::first(*other.scheduling_context).time;
}

bool ReleaseQueue::insert(Thread& thread) {
    NACRE_ASSERT(!thread.is_release_queued && thread.scheduling_context != nullptr);
    thread.is_release_queued = true;
    queue_.insert(thread);
    return queue_.first() == &thread;
}

void ReleaseQueue::remove(Thread& thread) {
    queue_.remove(thread);
    thread.is_release_queued = false;
}

} // namespace nacre::kernel
