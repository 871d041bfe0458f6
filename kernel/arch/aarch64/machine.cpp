// SPDX-License-Identifier: MIT
// The parts of the machine that are not worth inlining: translation caches, data caches, the end.
#include <arch/boot_tables.hpp>
#include <arch/cache.hpp>
#include <arch/machine.hpp>
#include <arch/secondary.hpp>

namespace nacre::kernel::arch {

void Machine::start() {
    clock_frequency = Clock::frequency();
    Clock::silence();
}

void Machine::deactivate() {
    system_register::UserTableBase::write(physical(&empty_root).value);
    asm volatile("isb" : : : "memory");
}

/// The operand of TLBI by address holds ASID and page number; it forgets entries of all levels for the page.
void Machine::flush_page(Asid asid, VirtualAddress address) {
    const Word operand = asid << asid_low | (address.value >> PageTableFormat::page_bits & low_mask(44));
    asm volatile("dsb ishst; tlbi vae1is, %0; dsb ish; isb" : : "r"(operand) : "memory");
}

void Machine::flush_address_space(Asid asid) {
    asm volatile("dsb ishst; tlbi aside1is, %0; dsb ish; isb" : : "r"(asid << asid_low) : "memory");
}

void Machine::flush_all_address_spaces() {
    asm volatile("dsb ishst; tlbi vmalle1is; dsb ish; isb" : : : "memory");
}

/// Table walks look into the data caches, so an ordering barrier is all that they need.
void Machine::entries_written(const void*, std::size_t) { asm volatile("dsb ishst" : : : "memory"); }

void Machine::clean(void* start, std::size_t size) { cache::clean(reinterpret_cast<Word>(start), size); }

void Machine::invalidate(void* start, std::size_t size) {
    cache::invalidate(reinterpret_cast<Word>(start), size);
}

void Machine::clean_invalidate(void* start, std::size_t size) {
    cache::clean_invalidate(reinterpret_cast<Word>(start), size);
}

void Machine::unify(void* start, std::size_t size) { cache::unify(reinterpret_cast<Word>(start), size); }

void sleep_for_ever() {
    for (;;) {
        asm volatile("msr daifset, #15; wfi" : : : "memory");
    }
}

} // namespace nacre::kernel::arch
