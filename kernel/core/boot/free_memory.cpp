// SPDX-License-Identifier: MIT
// The RAM that is not in use yet, while the root task's world is built.
#include <core/boot/free_memory.hpp>

namespace nacre::kernel::boot {

void FreeMemory::add(PhysicalRange range) {
    if (range.empty()) {
        return;
    }
    NACRE_ASSERT(count_ < capacity);
    ranges_[count_++] = range;
}

void FreeMemory::remove(PhysicalRange taken) {
    if (taken.empty()) {
        return;
    }
    for (std::size_t index = 0; index < count_;) {
        const PhysicalRange range = ranges_[index];
        if (!range.overlaps(taken)) {
            index++;
            continue;
        }
        ranges_[index] = ranges_[--count_];
        if (range.start < taken.start) {
            add({range.start, taken.start});
        }
        if (taken.end < range.end) {
            add({taken.end, range.end});
        }
    }
}

PhysicalRange FreeMemory::take(Word size, unsigned alignment_bits) {
    for (const PhysicalRange& range : ranges()) {
        if (range.size() < size) {
            continue;
        }
        const PhysicalAddress start = (range.end - size).down_to(alignment_bits);
        if (start < range.start) {
            continue;
        }
        const PhysicalRange taken{start, start + size};
        remove(taken);
        return taken;
    }
    return {};
}

} // namespace nacre::kernel::boot
