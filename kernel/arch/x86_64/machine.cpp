// SPDX-License-Identifier: MIT
// The parts of the machine that are not worth inlining: interrupts in the kernel, IO ports, the end.
#include <arch/board.hpp>
#include <arch/io_port.hpp>
#include <arch/machine.hpp>
#include <arch/processor_features.hpp>
#include <arch/secondary.hpp>
#include <core/panic.hpp>

namespace nacre::kernel::arch {

/// What there is to do descriptor_tables.cpp and processor_features.cpp have done, and the board measures the
/// clock.
void Machine::start() {
    if (api::architecture::has_xsave && !processor_features.extended_save) {
        panic("this kernel keeps AVX's registers with XSAVE, and the processor has none: build it without "
              "NACRE_XSAVE");
    }
}

ClaimedInterrupt Machine::claim() {
    const ClaimedInterrupt claimed = board::Board::claim();
    if (claimed.source == InterruptSource::inter_processor) {
        stop_if_told();
    }
    return claimed;
}

/// Without taking it: it comes when the program goes on.
bool Machine::interrupt_pending() { return board::Board::interrupt_pending(); }

/// What was written before is there when the other core looks: the processor keeps stores in order, but the
/// controller's register may be a model-specific one, which is written at any time.
void Machine::call_processor(unsigned index) {
    asm volatile("mfence" : : : "memory");
    board::Board::call_processor(index);
}

/// Nothing can come between the look and the sleep: interrupts stay off for one instruction after STI.
void Machine::wait_for_interrupt() {
    CoreBlock& block = core_block();
    block.bases_of = nullptr;
    interface::use_idle_time<board::Board>(
        [&block] { return block.accepted_vector != 0 || interrupt_pending(); });
    if (block.accepted_vector == 0) {
        asm volatile("sti; hlt; cli" : : : "memory");
    }
}

Word Machine::read_port(std::uint16_t port, unsigned bytes) {
    switch (bytes) {
    case 1: return arch::read_port<std::uint8_t>(port);
    case 2: return arch::read_port<std::uint16_t>(port);
    default: return arch::read_port<std::uint32_t>(port);
    }
}

void Machine::write_port(std::uint16_t port, unsigned bytes, Word value) {
    switch (bytes) {
    case 1: return arch::write_port(port, static_cast<std::uint8_t>(value));
    case 2: return arch::write_port(port, static_cast<std::uint16_t>(value));
    default: return arch::write_port(port, static_cast<std::uint32_t>(value));
    }
}

void sleep_for_ever() {
    for (;;) {
        asm volatile("cli; hlt" : : : "memory");
    }
}

} // namespace nacre::kernel::arch
