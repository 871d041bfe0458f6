// SPDX-License-Identifier: MIT
// A capability as two packed words: its kind, the object it names, and the data of its kind.
#pragma once

#include <base/bits.hpp>
#include <core/capability/kind.hpp>

namespace nacre::kernel {

/// Where a field lies in the two words of a capability.
struct FieldPlace {
    unsigned word;
    unsigned low;
    unsigned width;
};

/// A field with its place on 64-bit and on 32-bit machines.
template<FieldPlace wide, FieldPlace narrow>
struct CapabilityField {
    static constexpr FieldPlace place = word_bits == 64 ? wide : narrow;
    static constexpr Word maximum = low_mask(place.width);
    static constexpr Word mask = maximum << place.low;
};

/// Layout, 64 bits: word 0 is data; word 1 holds, from the top, kind (5), data (11), object address (44, its
/// lowest four bits are 0), data (4). 32 bits: word 0 is data, 27 bits of it for long kinds whose kind is in
/// the other 5; word 1 holds the object address (28) and the kind (4; 15 stands for "in word 0").
class Capability {
public:
    constexpr Capability() = default;

    /// A capability of this kind with all data zero. `address` is a multiple of 16.
    static constexpr Capability make(Kind kind, Word address) {
        Capability made;
        const Word number = static_cast<Word>(kind);
        if constexpr (word_bits == 64) {
            made.words_[1] = (number << wide_kind_low) | (address & wide_address_mask);
        } else {
            const bool is_long = number >= first_long_kind;
            made.words_[0] = is_long ? number << narrow_kind_low : 0;
            made.words_[1] = address | (is_long ? first_long_kind : number);
        }
        return made;
    }

    constexpr Kind kind() const {
        if constexpr (word_bits == 64) {
            return static_cast<Kind>(words_[1] >> wide_kind_low);
        } else {
            const Word nibble = words_[1] & low_mask(4);
            return static_cast<Kind>(nibble == first_long_kind ? words_[0] >> narrow_kind_low : nibble);
        }
    }
    /// Is it of this kind? One comparison, where the kind is known at compile time.
    constexpr bool is_of(Kind wanted) const {
        const Word number = static_cast<Word>(wanted);
        if constexpr (word_bits == 32) {
            if (number < first_long_kind) {
                return (words_[1] & low_mask(4)) == number;
            }
        }
        return kind() == wanted;
    }
    constexpr bool is_null() const { return is_of(Kind::null); }

    /// The address given to `make`: on 64-bit machines bit 47 is its sign, as in every canonical address.
    constexpr Word address() const {
        if constexpr (word_bits == 64) {
            const auto shifted = static_cast<std::intptr_t>(words_[1] << 16) >> 16;
            return static_cast<Word>(shifted) & ~low_mask(4);
        } else {
            return words_[1] & ~low_mask(4);
        }
    }

    /// The same, of a kind that keeps no data below the address.
    constexpr Word address_above_nothing() const {
        if constexpr (word_bits == 64) {
            return static_cast<Word>(static_cast<std::intptr_t>(words_[1] << 16) >> 16);
        } else {
            return words_[1] & ~low_mask(4);
        }
    }

    template<typename Field>
    constexpr Word get() const {
        return (words_[Field::place.word] >> Field::place.low) & Field::maximum;
    }
    template<typename Field>
    constexpr void set(Word value) {
        Word& word = words_[Field::place.word];
        word = (word & ~Field::mask) | ((value & Field::maximum) << Field::place.low);
    }
    template<typename Field>
    constexpr Capability with(Word value) const {
        Capability changed = *this;
        changed.set<Field>(value);
        return changed;
    }

    /// The same capability to an object `distance` bytes further on.
    constexpr Capability moved_by(Word distance) const {
        Capability moved = *this;
        moved.words_[1] +=
            distance; // the address stands in its own bits, and a valid one does not leave them
        return moved;
    }

    constexpr bool operator==(const Capability&) const = default;

private:
    static constexpr unsigned wide_kind_low = word_bits == 64 ? 59 : 0;
    static constexpr unsigned narrow_kind_low = 27;
    static constexpr Word wide_address_mask = low_mask(word_bits == 64 ? 48 : 31) & ~low_mask(4);

    Word words_[2]{};
};

static_assert(sizeof(Capability) == 2 * sizeof(Word));

} // namespace nacre::kernel
