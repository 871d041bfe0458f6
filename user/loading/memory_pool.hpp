// SPDX-License-Identifier: MIT
// Untyped memory as a forest of blocks that are halved to be given out, and joined when larger ones are
// needed.
#pragma once

#include <base/bits.hpp>
#include <base/result.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace nacre::user {

/// What the pool asks of the kernel: it is a parameter, so that a test can count instead.
template<typename T>
concept UntypedOperations = requires(T operations, Word slot, unsigned size_bits) {
    /// Makes two blocks of 2^size_bits bytes out of the block in the first slot, into the slot given and the
    /// next.
    { operations.halve(slot, size_bits, slot) } -> std::same_as<bool>;
    /// Deletes everything that was made of the block.
    operations.revoke(slot);
};

/// What is given out is exactly a power of two, and its return leaves the pool as if it had never been given
/// out.
template<UntypedOperations Operations>
class MemoryPool {
public:
    using Handle = std::uint16_t;
    static constexpr std::size_t capacity = 1024;

    struct Block {
        Word slot = 0;
        Word physical_address = 0;
        std::uint8_t size_bits = 0;
        bool device = false;
    };

    /// The halves of blocks get their capabilities into `capacity` slots from `first_slot` on.
    constexpr MemoryPool(Operations operations, Word first_slot)
        : operations_{operations}, first_slot_{first_slot} {}

    /// Adds memory that was never used, behind a capability outside of the pool's slots.
    bool add(const Block& block) {
        const auto handle = fresh_pair();
        if (!handle) {
            return false;
        }
        nodes_[*handle] = {block, State::free, no_parent};
        total_ += block.device ? 0 : power_of_two(block.size_bits);
        free_ += block.device ? 0 : power_of_two(block.size_bits);
        return true;
    }

    /// A block of 2^size_bits bytes of ordinary memory. Free halves are joined only when nothing else helps:
    /// the kernel zeroes what it takes back, and a small block that stays small is quickly zeroed.
    std::optional<Handle> allocate(unsigned size_bits) {
        auto block = find(size_bits);
        if (!block) {
            join();
            block = find(size_bits);
        }
        while (block && nodes_[*block].block.size_bits > size_bits) {
            block = halve(*block, 0);
        }
        return block ? take(*block) : block;
    }

    /// The block of 2^size_bits bytes of device registers that contains an address.
    std::optional<Handle> allocate_device(Word address, unsigned size_bits) {
        std::optional<Handle> found;
        for (std::size_t i = 0; i < capacity; ++i) {
            const Block& block = nodes_[i].block;
            if (nodes_[i].state == State::free && block.device && block.size_bits >= size_bits &&
                address - block.physical_address < power_of_two(block.size_bits)) {
                found = static_cast<Handle>(i);
            }
        }
        while (found && nodes_[*found].block.size_bits > size_bits) {
            const Block& block = nodes_[*found].block;
            const bool upper = address - block.physical_address >= power_of_two(block.size_bits - 1U);
            found = halve(*found, upper ? 1 : 0);
        }
        return found ? take(*found) : found;
    }

    /// Takes a block back with everything that was made of it.
    void free(Handle handle) {
        NACRE_ASSERT(nodes_[handle].state == State::taken);
        operations_.revoke(nodes_[handle].block.slot);
        nodes_[handle].state = State::free;
        free_ += nodes_[handle].block.device ? 0 : power_of_two(nodes_[handle].block.size_bits);
    }

    const Block& operator[](Handle handle) const { return nodes_[handle].block; }
    Word total_bytes() const { return total_; }
    Word free_bytes() const { return free_; }

    /// Every block that is free, the largest first: to hand them on to another pool.
    template<typename Visitor>
    void take_all(unsigned minimum_size_bits, Visitor&& visitor) {
        for (unsigned size_bits = word_bits - 1; size_bits >= minimum_size_bits; --size_bits) {
            for (Node& node : nodes_) {
                if (node.state == State::free && !node.block.device && node.block.size_bits == size_bits &&
                    visitor(node.block)) {
                    node.state = State::taken;
                    free_ -= power_of_two(size_bits);
                }
            }
        }
    }

private:
    enum class State : unsigned char { absent, free, taken, halved };
    static constexpr Handle no_parent = 0xffff;

    /// Halves are neighbours: the other half of node i is node i ^ 1.
    struct Node {
        Block block;
        State state = State::absent;
        Handle parent = no_parent;
    };

    /// The smallest free block that is large enough.
    std::optional<Handle> find(unsigned size_bits) const {
        std::optional<Handle> best;
        for (std::size_t i = 0; i < capacity; ++i) {
            const Node& node = nodes_[i];
            if (node.state == State::free && !node.block.device && node.block.size_bits >= size_bits &&
                (!best || node.block.size_bits < nodes_[*best].block.size_bits)) {
                best = static_cast<Handle>(i);
            }
        }
        return best;
    }

    /// Makes whole every block whose halves are both free, until there is none.
    void join() {
        for (bool joined = true; joined;) {
            joined = false;
            for (std::size_t i = 0; i < capacity; i += 2) {
                const Handle parent = nodes_[i].parent;
                if (nodes_[i].state == State::free && nodes_[i + 1].state == State::free &&
                    parent != no_parent) {
                    operations_.revoke(nodes_[parent].block.slot);
                    nodes_[i].state = nodes_[i + 1].state = State::absent;
                    nodes_[parent].state = State::free;
                    joined = true;
                }
            }
        }
    }

    std::optional<Handle> fresh_pair() const {
        for (std::size_t i = 0; i < capacity; i += 2) {
            if (nodes_[i].state == State::absent && nodes_[i + 1].state == State::absent) {
                return static_cast<Handle>(i);
            }
        }
        return std::nullopt;
    }

    /// Gives back the lower (0) or upper (1) half.
    std::optional<Handle> halve(Handle whole, unsigned which) {
        const auto half = fresh_pair();
        const auto size_bits = static_cast<std::uint8_t>(nodes_[whole].block.size_bits - 1);
        if (!half || !operations_.halve(nodes_[whole].block.slot, size_bits, first_slot_ + *half)) {
            return std::nullopt;
        }
        const Block& block = nodes_[whole].block;
        for (const Word i : {Word{0}, Word{1}}) {
            const Word address = block.physical_address + i * power_of_two(size_bits);
            nodes_[*half + i] = {
                {first_slot_ + *half + i, address, size_bits, block.device}, State::free, whole};
        }
        nodes_[whole].state = State::halved;
        return static_cast<Handle>(*half + which);
    }

    Handle take(Handle handle) {
        nodes_[handle].state = State::taken;
        free_ -= nodes_[handle].block.device ? 0 : power_of_two(nodes_[handle].block.size_bits);
        return handle;
    }

    Operations operations_;
    Word first_slot_;
    std::array<Node, capacity> nodes_{};
    Word total_ = 0;
    Word free_ = 0;
};

} // namespace nacre::user
