// SPDX-License-Identifier: MIT
// Taking interrupts in the kernel: the processor hands them over only while they are enabled.
#pragma once

#include <arch/core_block.hpp>

namespace nacre::kernel::arch {

/// Lets in one interrupt, if one waits: vector.S notes its vector in the CoreBlock, and interrupts are off
/// again.
inline void open_interrupt_window() { asm volatile("sti; nop; cli" : : : "memory"); }

/// The vector of an interrupt that has been accepted, now or on the way into the kernel, and its handling
/// begins; 0 if there is none.
inline unsigned take_vector() {
    CoreBlock& block = core_block();
    if (block.accepted_vector == 0) {
        open_interrupt_window();
    }
    const unsigned vector = *static_cast<volatile std::uint8_t*>(&block.accepted_vector);
    block.accepted_vector = 0;
    return vector;
}

} // namespace nacre::kernel::arch
