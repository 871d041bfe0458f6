// SPDX-License-Identifier: MIT
// Threads whose scheduling context has no time now, in the order in which it gets some.
#pragma once

#include <core/object/scheduling_context.hpp>

namespace nacre::kernel {

class ReleaseQueue {
public:
    bool empty() const { return queue_.empty(); }
    Thread* first() const { return queue_.first(); }

    /// In order of the first refill's time; behind those of the same time. Returns whether it became the
    /// first.
    bool insert(Thread& thread);
    void remove(Thread& thread);

    template<typename Visit>
    void for_each(Visit visit) const {
        for (Thread* thread = queue_.first(); thread != nullptr; thread = Queue::next(*thread)) {
            visit(*thread);
        }
    }

private:
    using Queue = List<Thread, &Thread::release_link>;
    Queue queue_{};
};

} // namespace nacre::kernel
