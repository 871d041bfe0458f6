// SPDX-License-Identifier: MIT
// Bit arithmetic that the hardware and the interface speak: masks, alignment, fields of a word.
#pragma once

#include <base/word.hpp>

#include <bit>
#include <concepts>

namespace nacre {

/// 2^`exponent`. `exponent` must be smaller than the word's width.
constexpr Word power_of_two(unsigned exponent) { return Word{1} << exponent; }

/// A word with the lowest `count` bits set; `count` may be the whole width of a word.
constexpr Word low_mask(unsigned count) { return count >= word_bits ? ~Word{0} : (Word{1} << count) - 1; }

constexpr bool is_aligned(Word value, unsigned exponent) { return (value & low_mask(exponent)) == 0; }

constexpr Word align_down(Word value, unsigned exponent) { return value & ~low_mask(exponent); }

/// Rounds up to a multiple of 2^`exponent`; wraps to 0 past the last multiple.
constexpr Word align_up(Word value, unsigned exponent) {
    return (value + low_mask(exponent)) & ~low_mask(exponent);
}

/// Position of the highest set bit. `value` must not be 0.
constexpr unsigned highest_bit(Word value) { return static_cast<unsigned>(std::bit_width(value)) - 1; }

/// A field of `width` bits whose lowest bit is `low`, inside a word of type `Store`.
template<std::unsigned_integral Store, unsigned low, unsigned width>
struct BitField {
    static_assert(width > 0 && low + width <= sizeof(Store) * 8);
    static constexpr Store maximum = width == sizeof(Store) * 8 ? static_cast<Store>(~Store{0})
                                                                : static_cast<Store>((Store{1} << width) - 1);
    static constexpr Store mask = static_cast<Store>(maximum << low);

    static constexpr Store get(Store word) { return static_cast<Store>((word >> low) & maximum); }
    static constexpr Store set(Store word, Store value) {
        return static_cast<Store>((word & ~mask) | ((value & maximum) << low));
    }
    static constexpr Store make(Store value) { return static_cast<Store>((value & maximum) << low); }
};

template<unsigned low, unsigned width>
using WordField = BitField<Word, low, width>;

} // namespace nacre
