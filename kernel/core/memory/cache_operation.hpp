// SPDX-License-Identifier: MIT
// Cache maintenance that programs ask for, on frames and in address spaces.
#pragma once

#include <arch/machine.hpp>
#include <base/address.hpp>

namespace nacre::kernel {

enum class CacheOperation : unsigned char { clean, invalidate, clean_invalidate, unify };

/// Carries the operation out on `size` bytes of RAM.
inline void maintain_cache(CacheOperation operation, PhysicalAddress start, Word size) {
    void* pointer = arch::Machine::pointer(start);
    switch (operation) {
    case CacheOperation::clean: arch::Machine::clean(pointer, size); return;
    case CacheOperation::invalidate:
        // Cleaned as well: dropping dirty lines could bring back what the memory held for another program.
        arch::Machine::clean_invalidate(pointer, size);
        return;
    case CacheOperation::clean_invalidate: arch::Machine::clean_invalidate(pointer, size); return;
    case CacheOperation::unify: arch::Machine::unify(pointer, size); return;
    }
}

} // namespace nacre::kernel
