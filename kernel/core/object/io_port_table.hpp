// SPDX-License-Identifier: MIT
// Which IO ports have a capability.
#pragma once

#include <arch/machine.hpp>
#include <base/bits.hpp>

#include <algorithm>
#include <array>

namespace nacre::kernel {

template<typename Machine>
struct PortsOf {};

/// Ranges run from `first` to `last`, both of them in it. They are looked at a word of bits at a time, or
/// that of all ports would keep interrupts waiting.
template<interface::HasIoPorts Machine>
struct PortsOf<Machine> {
    static constexpr std::size_t count = 65536;

    bool any_issued(Word first, Word last) const {
        for (Word at = first / word_bits; at <= last / word_bits; ++at) {
            if ((issued[at] & part_of(at, first, last)) != 0) {
                return true;
            }
        }
        return false;
    }

    void set_issued(Word first, Word last, bool value) {
        for (Word at = first / word_bits; at <= last / word_bits; ++at) {
            const Word part = part_of(at, first, last);
            issued[at] = value ? issued[at] | part : issued[at] & ~part;
        }
    }

    /// The bits of a range that are in the word `at`.
    static constexpr Word part_of(Word at, Word first, Word last) {
        const Word start = at * word_bits;
        const auto from = static_cast<unsigned>(std::max(first, start) - start);
        const auto behind = static_cast<unsigned>(std::min(last - start + 1, Word{word_bits}));
        return low_mask(behind) & ~low_mask(from);
    }

    std::array<Word, count / word_bits> issued;
};

/// Nothing on a machine without ports.
using IoPortTable = PortsOf<arch::Machine>;

} // namespace nacre::kernel
