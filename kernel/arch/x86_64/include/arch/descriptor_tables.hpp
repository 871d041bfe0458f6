// SPDX-License-Identifier: MIT
// Segments, tasks and gates: what is left of them in 64-bit mode. Intel SDM volume 3, chapters 3, 6 and 8.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstdint>

namespace nacre::kernel::arch {

/// The 64-bit task state: where the stacks are. Section 8.7.
struct [[gnu::packed]] TaskState {
    std::uint32_t reserved0;
    std::array<Word, 3> stacks; ///< for entries into rings 0 to 2
    Word reserved1;
    std::array<Word, 7> interrupt_stacks; ///< for gates that name one, 1 to 7
    Word reserved2;
    std::uint16_t reserved3;
    std::uint16_t permission_map; ///< behind the end: programs have no IO ports
};
static_assert(sizeof(TaskState) == 104);

/// A gate to a handler in the kernel. Section 6.14.1.
struct Gate {
    std::uint16_t address_low;
    std::uint16_t selector;
    std::uint8_t interrupt_stack; ///< 0: the usual one
    std::uint8_t type;
    std::uint16_t address_middle;
    std::uint32_t address_high;
    std::uint32_t reserved;

    static constexpr std::uint8_t interrupt_gate = 0x8e;
    static constexpr std::uint8_t for_programs = 0x60;
};
static_assert(sizeof(Gate) == 16);

/// The calling core gets its segments, its task, the gates, and the way in for system calls.
extern "C" void load_descriptor_tables(Word core);

} // namespace nacre::kernel::arch
