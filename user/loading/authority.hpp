// SPDX-License-Identifier: MIT
// The capabilities with which a program makes others, and what can be done with them in one step.
#pragma once

#include <api/architecture/mapping_attributes.hpp>
#include <api/object_type.hpp>
#include <api/rights.hpp>
#include <base/result.hpp>
#include <runtime/capability.hpp>

#include <optional>
#include <string_view>

namespace nacre::user {

/// Why a program could not be made: a sentence for the user.
using Trouble = std::string_view;
using Outcome = Result<void, Trouble>;

/// Slots that are handed out one after the other.
class SlotRange {
public:
    constexpr SlotRange(Word first, Word count) : next_{first}, limit_{first + count} {}
    /// The first of `count` neighbouring slots.
    constexpr std::optional<Word> take(Word count = 1) {
        if (limit_ - next_ < count) {
            return std::nullopt;
        }
        next_ += count;
        return next_ - count;
    }

private:
    Word next_;
    Word limit_;
};

/// Whose authority it is: the root task has it from the kernel, the loader from the root task.
struct Authority {
    Capability cnode; ///< own capability space, which resolves whole words
    Capability vspace;
    Capability thread;
    Capability asid_pool;
    Capability scheduling_control; ///< of core 0; the other cores' lie behind it

    /// Objects of one type out of untyped memory, into slots of the own capability space.
    bool make(Word untyped, Word type, unsigned size_bits, Word slot, Word count = 1) const;
    bool make(Word untyped, api::ObjectType type, unsigned size_bits, Word slot, Word count = 1) const {
        return make(untyped, static_cast<Word>(type), size_bits, slot, count);
    }

    /// Copies a capability into a slot of another program's CNode of 2^cnode_bits slots.
    bool give(Capability cnode, unsigned cnode_bits, Word slot, Word own, api::CapabilityRights rights) const;
    bool give_badged(Capability cnode, unsigned cnode_bits, Word slot, Word own, api::CapabilityRights rights,
                     Word badge) const;
    /// Moves it there: nothing stays behind.
    bool hand_over(Capability cnode, unsigned cnode_bits, Word slot, Word own) const;
    /// Copies within the own capability space.
    bool copy(Word slot, Word own) const;
    bool badge(Word slot, Word own, api::CapabilityRights rights, Word badge) const;

    void remove(Word slot) const;
    void revoke(Word slot) const;
};

/// The rights of a client at an endpoint: to call, but not to pass capabilities on.
inline constexpr api::CapabilityRights client_rights =
    api::CapabilityRights::write() | api::CapabilityRights::grant_reply();

/// MemoryPool's way to the kernel.
struct PoolOperations {
    const Authority* authority;

    bool halve(Word whole, unsigned size_bits, Word first) const {
        return authority->make(whole, api::ObjectType::untyped, size_bits, first, 2);
    }
    void revoke(Word slot) const { authority->revoke(slot); }
};

} // namespace nacre::user
