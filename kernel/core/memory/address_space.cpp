// SPDX-License-Identifier: MIT
// Address spaces at work: which one a thread runs in, and how mappings come and go.
#include <core/kernel.hpp>
#include <core/memory/address_space.hpp>

namespace nacre::kernel::address_space {

namespace {

using arch::Machine;
using Format = arch::PageTableFormat;

} // namespace

void activate(const Kernel& kernel, const Thread& thread) {
    const Capability space = thread.slot(ThreadSlot::address_space).capability;
    if (space.kind() == Kind::address_space) {
        const AddressSpaceView view{space};
        if (void* root = find_root(kernel, view)) {
            Machine::activate(Machine::physical(root), view.asid());
            return;
        }
    }
    Machine::deactivate();
}

void unmap_frame(Kernel& kernel, const FrameView& frame) {
    if (!frame.is_mapped()) {
        return;
    }
    void* root = kernel.asids.root(frame.mapped_asid());
    if (root == nullptr) {
        return;
    }
    const unsigned level = PageTables::level_of_frame(frame.size_bits());
    const auto found = PageTables{root}.find(frame.mapped_at(), level);
    // The address may hold another frame by now: only this one's mapping goes.
    if (found.level == level && Format::is_leaf(level, *found.entry) &&
        Format::target(*found.entry) == frame.physical()) {
        PageTables::write(found.entry, 0);
        Machine::flush_page(frame.mapped_asid(), frame.mapped_at());
    }
}

void unmap_table(Kernel& kernel, const PageTableView& table) {
    if (!table.is_mapped()) {
        return;
    }
    void* root = kernel.asids.root(table.mapped_asid());
    if (root == nullptr) {
        return;
    }
    const auto found = PageTables{root}.find_table(table.mapped_at(), table.table());
    if (found.entry != nullptr) {
        PageTables::write(found.entry, 0);
        Machine::flush_address_space(table.mapped_asid());
    }
}

void release_identifier(Processor& processor, Asid asid, const void* root) {
    Kernel& kernel = *processor.kernel;
    if (asid == 0 || kernel.asids.root(asid) != root) {
        return;
    }
    Machine::flush_address_space(asid);
    kernel.asids.set_root(asid, nullptr);
    reactivate_current(processor);
}

void delete_pool(Processor& processor, Asid base, AsidPool& pool) {
    Kernel& kernel = *processor.kernel;
    NACRE_ASSERT(kernel.asids.pool_of(base) == &pool); // only its last capability ends it
    Machine::flush_all_address_spaces();               // one instruction, where each of 512 would take some
    kernel.asids.set_pool(base, nullptr);
    reactivate_current(processor);
}

void reactivate_current(Processor& processor) { activate(*processor.kernel, *processor.current); }

} // namespace nacre::kernel::address_space
