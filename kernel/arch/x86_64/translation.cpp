// SPDX-License-Identifier: MIT
// Address spaces and what the processor remembers of them. Intel SDM volume 3, section 4.10.
#include <arch/machine.hpp>
#include <arch/other_cores.hpp>

namespace nacre::kernel::arch {
namespace {

/// INVPCID's operand and types.
struct InvalidationTarget {
    Word process;
    Word address;
};
enum class Invalidation : Word { address, process, all = 3 };

void invalidate_process(Invalidation what, Word process, Word address) {
    const InvalidationTarget target{process, address};
    asm volatile("invpcid %0, %1" : : "m"(target), "r"(static_cast<Word>(what)) : "memory");
}

/// Switches to the named address space and back: the first load forgets what was known of it.
void forget_by_switching(Asid asid) {
    const Word current = CR3::read();
    CR3::write(Machine::physical(&window_root).value | asid);
    CR3::write(current | CR3::KEEP::mask);
}

/// Also what is known of all other names.
void forget_all() {
    const Word control = CR4::read();
    CR4::write(control & ~CR4::PGE::mask);
    CR4::write(control);
}

/// The other cores that are up are parked: they forget everything when they go on.
void tell_others() { mark_translations_stale(core_block().index); }

void forget_address_space(Asid asid) {
    if (!processor_features.process_identifiers) {
        CR3::write(CR3::read());
    } else if (processor_features.invalidate_process) {
        invalidate_process(Invalidation::process, asid, 0);
    } else {
        forget_by_switching(asid);
    }
}

} // namespace

/// The window begins at the first entry of its half and has no gaps of 512 GiB: it takes one entry or a few,
/// and address spaces may be made 256 at a time. The rest of a new root is zero.
void PageTableFormat::prepare_root(void* root) {
    auto* entries = static_cast<Entry*>(root);
    for (std::size_t i = window_root.size() / 2; i < window_root.size() && window_root[i] != 0; ++i) {
        entries[i] = window_root[i];
    }
}

void Machine::deactivate() { CR3::write(physical(&window_root).value); }

/// Without names the page is forgotten with its address space, unless that is the one in use.
void Machine::flush_page(Asid asid, VirtualAddress address) {
    if (!processor_features.process_identifiers || CR3::PCID::get(CR3::read()) == asid) {
        asm volatile("invlpg (%0)" : : "r"(address.value) : "memory");
    } else if (processor_features.invalidate_process) {
        invalidate_process(Invalidation::address, asid, address.value);
    } else {
        forget_by_switching(asid);
    }
    tell_others();
}

void Machine::flush_address_space(Asid asid) {
    forget_address_space(asid);
    tell_others();
}

void Machine::flush_all_address_spaces() {
    forget_all();
    tell_others();
}

void Machine::catch_up() {
    CoreBlock& block = core_block();
    block.bases_of = nullptr;
    if (block.translations_stale) {
        block.translations_stale = false;
        forget_all();
    }
}

} // namespace nacre::kernel::arch
