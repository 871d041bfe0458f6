// SPDX-License-Identifier: MIT
// Address spaces at work: which one a thread runs in, and how mappings come and go.
#include <core/kernel.hpp>
#include <core/memory/address_space.hpp>

namespace nacre::kernel::address_space {

namespace {

using arch::Machine;
using Format = arch::PageTableFormat;

/// When epochs run out (in hours of nothing but deletions, with words of 32 bits), nothing is known any more.
constexpr Word last_epoch = ~Word{0};

} // namespace

bool find(const Processor& processor, Thread& thread) {
    const Capability capability = thread.slot(ThreadSlot::address_space).capability;
    if (capability.kind() != Kind::address_space) {
        return false;
    }
    const AddressSpaceView view{capability};
    const void* root = find_root(*processor.kernel, view);
    if (root == nullptr) {
        return false;
    }
    const bool is_kept = Machine::keeps_translations() && processor.space_epoch != last_epoch;
    thread.space = {.epoch = is_kept ? processor.space_epoch : 0,
                    .translation = Machine::translation(Machine::physical(root), view.asid())};
    return true;
}

void forget_known_spaces(Kernel& kernel) {
    for (Processor& processor : kernel.processors) {
        processor.space_epoch += processor.space_epoch == last_epoch ? 0 : 1;
    }
}

void activate(const Processor& processor, Thread& thread) {
    if (thread.space.epoch == processor.space_epoch || find(processor, thread)) {
        Machine::activate(thread.space.translation);
    } else {
        Machine::deactivate();
    }
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
    forget_known_spaces(kernel);
    reactivate_current(processor);
}

void delete_pool(Processor& processor, Asid base, AsidPool& pool) {
    Kernel& kernel = *processor.kernel;
    NACRE_ASSERT(kernel.asids.pool_of(base) == &pool); // only its last capability ends it
    Machine::flush_all_address_spaces();               // one instruction, where each of 512 would take some
    kernel.asids.set_pool(base, nullptr);
    forget_known_spaces(kernel);
    reactivate_current(processor);
}

void reactivate_current(Processor& processor) { activate(processor, *processor.current); }

} // namespace nacre::kernel::address_space
