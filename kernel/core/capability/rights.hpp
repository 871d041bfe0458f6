// SPDX-License-Identifier: MIT
// Sets of rights, one enumeration for each object kind, so that a right of one kind cannot be asked of
// another.
#pragma once

#include <api/rights.hpp>

namespace nacre::kernel {

/// A set of enumerators of `Right`, whose values are bit numbers.
template<typename Right>
class RightSet {
public:
    constexpr RightSet() = default;
    constexpr RightSet(Right right) : bits_{Word{1} << static_cast<unsigned>(right)} {}
    static constexpr RightSet from_bits(Word bits) {
        RightSet set;
        set.bits_ = bits;
        return set;
    }

    constexpr Word bits() const { return bits_; }
    constexpr bool has(RightSet wanted) const { return (bits_ & wanted.bits_) == wanted.bits_; }
    constexpr RightSet operator|(RightSet other) const { return from_bits(bits_ | other.bits_); }
    constexpr RightSet operator&(RightSet other) const { return from_bits(bits_ & other.bits_); }
    constexpr bool operator==(const RightSet&) const = default;

private:
    Word bits_ = 0;
};

/// The bit numbers are those of the interface's rights word, so that masking one with the other is a single
/// AND.
enum class EndpointRight : unsigned char { send = 0, receive = 1, grant = 2, grant_reply = 3 };
enum class NotificationRight : unsigned char { signal = 0, wait = 1 };
enum class ReplyRight : unsigned char { grant = 2 };
enum class FrameRight : unsigned char { write = 0, read = 1 };

static_assert(api::CapabilityRights::write_bit == 1U << static_cast<unsigned>(EndpointRight::send));
static_assert(api::CapabilityRights::read_bit == 1U << static_cast<unsigned>(EndpointRight::receive));
static_assert(api::CapabilityRights::grant_bit == 1U << static_cast<unsigned>(EndpointRight::grant));
static_assert(api::CapabilityRights::grant_reply_bit ==
              1U << static_cast<unsigned>(EndpointRight::grant_reply));

/// Of kinds that have no rights of their own: holding the capability is the right.
enum class NoRight : unsigned char {};

} // namespace nacre::kernel
