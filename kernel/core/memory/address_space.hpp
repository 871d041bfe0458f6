// SPDX-License-Identifier: MIT
// Address spaces at work: which one a thread runs in, and how mappings come and go.
#pragma once

#include <core/kernel.hpp>
#include <core/memory/page_table.hpp>
#include <core/object/thread.hpp>

namespace nacre::kernel {

namespace address_space {

/// The root that a capability and the ASID table agree on; null if the space has no identifier (any more).
inline void* find_root(const Kernel& kernel, const AddressSpaceView& space) {
    const Asid asid = space.asid();
    if (asid == 0) {
        return nullptr;
    }
    void* root = kernel.asids.root(asid);
    return root == space.root() ? root : nullptr;
}

/// Looks up the space in which a thread runs and notes it in the thread; false if it has no valid one.
bool find(const Processor& processor, Thread& thread);
/// What find noted holds no more, for no thread.
void forget_known_spaces(Kernel& kernel);

/// The machine translates through this thread's address space from here on, or through none if it has no
/// valid one.
void activate(const Processor& processor, Thread& thread);

/// Takes a frame's or table's mapping away, if it has one and it is still the one that the capability made.
void unmap_frame(Kernel& kernel, const FrameView& frame);
void unmap_table(Kernel& kernel, const PageTableView& table);

/// The identifier names nothing any more. Threads that ran in the space fault at their next instruction.
void release_identifier(Processor& processor, Asid asid, const void* root);
void delete_pool(Processor& processor, Asid base, AsidPool& pool);

/// The next activation happens even if the same thread runs on: its space may have gone.
/// Other cores activate their threads' spaces when they are no longer parked.
void reactivate_current(Processor& processor);

} // namespace address_space
} // namespace nacre::kernel
