// SPDX-License-Identifier: MIT
// Cache maintenance that programs ask for, on frames and in address spaces.
#pragma once

#include <core/entry/invocation.hpp>
#include <core/object/deletion.hpp>

#include <algorithm>

namespace nacre::kernel {

enum class CacheOperation : unsigned char { clean, invalidate, clean_invalidate, unify };

namespace cache_operation {

/// Bytes between looks at pending interrupts.
inline constexpr Word step = 16384;

inline void carry_out(CacheOperation operation, void* start, Word size) {
    switch (operation) {
    case CacheOperation::clean: arch::Machine::clean(start, size); return;
    case CacheOperation::invalidate:
        // Cleaned as well: dropping dirty lines could bring back what the memory held for another program.
        arch::Machine::clean_invalidate(start, size);
        return;
    case CacheOperation::clean_invalidate: arch::Machine::clean_invalidate(start, size); return;
    case CacheOperation::unify: arch::Machine::unify(start, size); return;
    }
}

} // namespace cache_operation

/// Carries the operation out on `size` bytes of RAM. A frame may have 1 GiB of them.
inline Progress maintain_cache(Invocation& invocation, CacheOperation operation, PhysicalAddress start,
                               Word size) {
    Word done = invocation.progress_on(start.value);
    while (done < size) {
        const Word part = std::min(cache_operation::step, size - done);
        cache_operation::carry_out(operation, arch::Machine::pointer(start + done), part);
        done += part;
        if (done < size && deletion::should_stop(invocation.processor)) {
            return invocation.stop_at(done, start.value);
        }
    }
    return Progress::done;
}

} // namespace nacre::kernel
