// SPDX-License-Identifier: MIT
// What all worst cases need: room for a hundred thousand capabilities, and memory to make objects of.
#pragma once

#include "../program/world.hpp"

#include <api/cnode_data.hpp>
#include <api/object_size.hpp>
#include <base/bits.hpp>

#include <bit>

namespace nacre::bench {

/// The exponent of the smallest power of two that is not below `count`.
constexpr unsigned log2_ceiling(Word count) { return static_cast<unsigned>(std::bit_width(count - 1)); }

/// The program's capability space gets a second CNode, the store, beside the one that it starts with. Both
/// are addressed by whole words: the old slots as before, the store's from `store_base` on.
class Scene {
public:
    static constexpr unsigned store_bits = 17;
    static constexpr Word store_base = power_of_two(store_bits);
    static constexpr std::uint8_t whole_word = word_bits;

    explicit Scene(const api::BootInfo& boot_info);

    World& world() { return world_; }
    /// Resolves whole words, the old slots' and the store's.
    Capability root() const { return root_; }

    /// Neighbouring empty slots of the store; gives the address of the first.
    Word take(Word count = 1);
    /// Slots that were taken last are free again, as they are empty.
    void give_back(Word count) { next_ -= count; }

    /// Objects of `memory` into slots of the store, 256 in a call.
    void make(Capability memory, Word type, unsigned size_bits, Word slot, Word count = 1) const;
    void make(Capability memory, api::ObjectType type, unsigned size_bits, Word slot, Word count = 1) const {
        make(memory, static_cast<Word>(type), size_bits, slot, count);
    }
    /// A block of memory of its own, from the machine's.
    Capability memory(unsigned size_bits) { return world_.take_memory(size_bits); }
    /// The largest block that the kernel gave out at boot.
    Capability largest() const { return largest_; }
    unsigned largest_bits() const { return largest_bits_; }

    void copy(Word slot, Word original) const;
    void badge(Word slot, Word original, Word badge) const;
    void move(Word slot, Word original) const;
    /// Into slot `index` of another CNode.
    void move_into(Word cnode, unsigned cnode_bits, Word index, Word original) const;
    void remove(Word slot) const;
    void revoke(Word slot) const;

private:
    void make_store();

    World world_;
    Capability largest_;
    unsigned largest_bits_ = 0;
    Capability store_;
    Capability root_;
    Word next_ = store_base;
};

} // namespace nacre::bench
