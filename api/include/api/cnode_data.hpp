// SPDX-License-Identifier: MIT
// The data word that mint and mutate write into a capability: a CNode's guard, or a badge.
#pragma once

#include <base/bits.hpp>

#include <type_traits>

namespace nacre::api {

/// How many bits of the data word an endpoint's or a notification's badge keeps.
inline constexpr unsigned endpoint_badge_bits = word_bits == 64 ? 64 : 28;
inline constexpr unsigned notification_badge_bits = word_bits == 64 ? 64 : 28;

/// A CNode capability's guard and its width, as mint, mutate, configure and set_space take it.
struct CNodeData {
    Word bits = 0;

    using GuardSize = std::conditional_t<word_bits == 64, WordField<0, 6>, WordField<3, 5>>;
    using Guard = std::conditional_t<word_bits == 64, WordField<6, word_bits - 6>, WordField<8, 18>>;

    constexpr Word guard() const { return Guard::get(bits); }
    constexpr Word guard_size() const { return GuardSize::get(bits); }

    static constexpr CNodeData make(Word guard, Word guard_size) {
        return {Guard::make(guard) | GuardSize::make(guard_size)};
    }
    /// The data for a CNode of 2^`slots_bits` slots that resolves whole words: a zero guard over all other
    /// bits.
    static constexpr CNodeData root(unsigned slots_bits) { return make(0, word_bits - slots_bits); }

    constexpr bool operator==(const CNodeData&) const = default;
};

} // namespace nacre::api
