// SPDX-License-Identifier: MIT
// What instructions of the guest mean to the counter, on any architecture.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace nacre::counter {

enum class Event : std::uint8_t {
    ordinary,
    departure, ///< the return to a program; or, where that is one instruction, to an interrupted kernel
    look,      ///< how the kernel looks for a pending interrupt
    sleep,     ///< until an interrupt comes
    pause,     ///< whoever waits in a loop executes one each time round
    atomic,
    barrier,
};

/// The bytes of one instruction.
struct Code {
    std::span<const std::uint8_t> bytes;

    /// Its first four bytes; of a shorter one as many as there are.
    constexpr std::uint32_t word() const {
        std::uint32_t word = 0;
        for (std::size_t i = 0; i < bytes.size() && i < sizeof(word); ++i) {
            word |= std::uint32_t{bytes[i]} << 8 * i;
        }
        return word;
    }
};

/// One architecture's instructions.
struct InstructionSet {
    Event (*event_of)(Code);
    /// Is it the write of an atomic step?
    bool (*stores_atomically)(Code);
    /// Of the branch behind a look: does the kernel go on behind it, rather than elsewhere, if an interrupt
    /// was found? Nothing if it is no branch that tells, or (null) if no instruction of this architecture
    /// does.
    std::optional<bool> (*falls_through_if_found)(Code);
    /// The number in an instruction that does nothing but tell the counter something (bench/architecture).
    std::optional<unsigned> (*mark_of)(Code);
    /// Does QEMU turn to the next core where a program waits in a loop? (turns.hpp)
    bool pause_ends_turn;
};

} // namespace nacre::counter
