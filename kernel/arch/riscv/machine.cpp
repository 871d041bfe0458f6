// SPDX-License-Identifier: MIT
// The parts of the machine that are not worth inlining: interrupts, translation caches, the end.
#include <arch/core_block.hpp>
#include <arch/machine.hpp>
#include <arch/pending_flushes.hpp>
#include <arch/secondary.hpp>

namespace nacre::kernel::arch {

using system_register::SATP;
using system_register::SCOUNTEREN;
using system_register::SIP;
using system_register::SupervisorInterruptEnable;

namespace {

/// Bits that cannot be set are not there. All harts are of one kind.
bool has_enough_identifiers() {
    const Word before = SATP::read();
    SATP::write(before | SATP::ASID::mask);
    const Word possible = SATP::ASID::get(SATP::read());
    SATP::write(before);
    return (possible & low_mask(PageTableFormat::asid_bits)) == low_mask(PageTableFormat::asid_bits);
}

} // namespace

void Machine::start() {
    uses_identifiers = has_enough_identifiers();
    const Word facts = call_machine_mode(MachineModeCall::describe);
    has_double_float = MachineModeFacts::DOUBLE_FLOAT::get(facts) != 0;
    Clock::use_supervisor_timer(MachineModeFacts::SUPERVISOR_TIMER::get(facts) != 0);
    Clock::silence();
    SCOUNTEREN::write(SCOUNTEREN::TM::mask); // programs read the time, no other counter
    SupervisorInterruptEnable::write(SIP::SSIP::mask | SIP::STIP::mask | SIP::SEIP::mask);
}

/// The timer's interrupt is over when the next deadline is set: until then it stays silent. The call of
/// another core is taken back before the look at what the caller wrote, or the next one could be lost.
ClaimedInterrupt Machine::claim() {
    const Word pending = SIP::read();
    if (SIP::SSIP::get(pending) != 0) {
        SIP::clear(SIP::SSIP::mask);
        asm volatile("fence" : : : "memory");
        stop_if_told();
        return {InterruptSource::inter_processor, board::Board::inter_processor};
    }
    if (SIP::STIP::get(pending) != 0) {
        Clock::silence();
        return {InterruptSource::timer, board::Board::timer};
    }
    return board::Board::claim();
}

void Machine::deactivate() {
    SATP::write(SATP::MODE::make(SATP::mode) |
                SATP::PPN::make(physical(&window_root).value >> PageTableFormat::page_bits));
}

void Machine::forget_space() {
    deactivate();
    asm volatile("sfence.vma" : : : "memory");
}

namespace {

/// What other cores have to forget before they run a program again.
constinit PendingFlushes pending_flushes{};

void forget(const Flush& flush) {
    switch (flush.extent) {
    case Flush::Extent::page:
        asm volatile("sfence.vma %0, %1" : : "r"(flush.address.value), "r"(flush.asid) : "memory");
        return;
    case Flush::Extent::address_space:
        asm volatile("sfence.vma zero, %0" : : "r"(flush.asid) : "memory");
        return;
    case Flush::Extent::everything: asm volatile("sfence.vma" : : : "memory"); return;
    }
}

/// The other cores are parked, or there is none: they forget it when they go on.
void forget_everywhere(const Flush& named) {
    // Where no identifiers are used, the names say nothing.
    const Flush flush = Machine::keeps_translations() ? named : Flush{};
    forget(flush);
    pending_flushes.add(core_block().index, flush);
}

} // namespace

void Machine::flush_page(Asid asid, VirtualAddress address) {
    forget_everywhere({.extent = Flush::Extent::page, .asid = asid, .address = address});
}

void Machine::flush_address_space(Asid asid) {
    forget_everywhere({.extent = Flush::Extent::address_space, .asid = asid, .address = {}});
}

void Machine::flush_all_address_spaces() {
    forget_everywhere({.extent = Flush::Extent::everything, .asid = 0, .address = {}});
}

/// Table walks look into the data caches, so an ordering barrier is all that they need.
void Machine::entries_written(const void*, std::size_t) { asm volatile("fence w, rw" : : : "memory"); }

void Machine::catch_up() {
    cache::synchronise_instructions();
    pending_flushes.carry_out(core_block().index, forget);
}

void sleep_for_ever() {
    SupervisorInterruptEnable::write(0);
    for (;;) {
        asm volatile("wfi" : : : "memory");
    }
}

} // namespace nacre::kernel::arch
