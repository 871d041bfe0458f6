// SPDX-License-Identifier: MIT
// The rights word that copy, mint and frame mapping take: what the new capability may keep of the old one's
// rights.
#pragma once

#include <base/bits.hpp>

namespace nacre::api {

/// Wire form of a set of rights. Which of them mean something depends on the object.
struct CapabilityRights {
    Word bits = 0;

    static constexpr Word write_bit = 1U << 0;
    static constexpr Word read_bit = 1U << 1;
    static constexpr Word grant_bit = 1U << 2;
    static constexpr Word grant_reply_bit = 1U << 3;
    static constexpr Word all_bits = 0xf;

    constexpr bool can_write() const { return (bits & write_bit) != 0; }
    constexpr bool can_read() const { return (bits & read_bit) != 0; }
    constexpr bool can_grant() const { return (bits & grant_bit) != 0; }
    constexpr bool can_grant_reply() const { return (bits & grant_reply_bit) != 0; }

    constexpr bool operator==(const CapabilityRights&) const = default;
    constexpr CapabilityRights operator|(CapabilityRights other) const { return {bits | other.bits}; }
    constexpr CapabilityRights operator&(CapabilityRights other) const { return {bits & other.bits}; }

    static constexpr CapabilityRights none() { return {0}; }
    static constexpr CapabilityRights all() { return {all_bits}; }
    static constexpr CapabilityRights write() { return {write_bit}; }
    static constexpr CapabilityRights read() { return {read_bit}; }
    static constexpr CapabilityRights grant() { return {grant_bit}; }
    static constexpr CapabilityRights grant_reply() { return {grant_reply_bit}; }
    static constexpr CapabilityRights read_write() { return {read_bit | write_bit}; }
};

static_assert(sizeof(CapabilityRights) == sizeof(Word));

} // namespace nacre::api
