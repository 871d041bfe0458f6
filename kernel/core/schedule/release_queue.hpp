// SPDX-License-Identifier: MIT
// Threads whose scheduling context has no time now, in the order in which it gets some.
#pragma once

#include <core/object/scheduling_context.hpp>

namespace nacre::kernel {

class ReleaseQueue {
public:
    bool empty() const { return queue_.empty(); }
    Thread* first() const { return queue_.first(); }

    /// Threads come out in the order of their first refills' times. Returns whether this one is the first
    /// now.
    bool insert(Thread& thread);
    void remove(Thread& thread);

    /// In no particular order.
    template<typename Visit>
    void for_each(Visit visit) const {
        queue_.for_each(visit);
    }

private:
    static bool comes_before(const Thread& one, const Thread& other);
    using Queue = Heap<Thread, &Thread::release_link, comes_before>;

    Queue queue_{};
};

} // namespace nacre::kernel
