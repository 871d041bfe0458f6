// SPDX-License-Identifier: MIT
// How much untyped memory each object takes, as exponents of two.
#pragma once

#include <api/architecture.hpp>
#include <api/object_type.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace nacre::api {

inline constexpr unsigned slot_bits = word_bits == 64 ? 5 : 4;
inline constexpr unsigned thread_bits = architecture::thread_bits;
inline constexpr unsigned endpoint_bits = 4;
inline constexpr unsigned notification_bits = word_bits == 64 ? 6 : 5;
inline constexpr unsigned reply_bits = word_bits == 64 ? 5 : 4;
inline constexpr unsigned minimum_untyped_bits = 4;
inline constexpr unsigned maximum_untyped_bits = architecture::maximum_untyped_bits;

inline constexpr unsigned minimum_scheduling_context_bits = 7;
/// A scheduling context without extra refills, and what each extra refill adds.
inline constexpr std::size_t core_scheduling_context_bytes = 10 * sizeof(Word) + 6 * 8;
inline constexpr std::size_t refill_bytes = 2 * 8;

static_assert(core_scheduling_context_bytes <= std::size_t{1} << minimum_scheduling_context_bits);
static_assert(core_scheduling_context_bytes > std::size_t{1} << (minimum_scheduling_context_bits - 1));

/// How many refills a scheduling context of 2^`size_bits` bytes holds beyond the two that all have.
constexpr Word maximum_extra_refills(unsigned size_bits) {
    return ((Word{1} << size_bits) - core_scheduling_context_bytes) / refill_bytes;
}

/// The exponent of an object's size, nothing for a number that is no object type. `size_bits` is what the
/// caller of Untyped_Retype gives: it counts for untyped memory, scheduling contexts (bytes) and CNodes
/// (slots) only.
constexpr std::optional<unsigned> object_size_bits(Word type, unsigned size_bits) {
    if (type >= first_architecture_type) {
        return architecture::object_size_bits(type);
    }
    switch (static_cast<ObjectType>(type)) {
    case ObjectType::untyped:
    case ObjectType::scheduling_context: return size_bits;
    case ObjectType::thread: return thread_bits;
    case ObjectType::endpoint: return endpoint_bits;
    case ObjectType::notification: return notification_bits;
    case ObjectType::cnode: return size_bits + slot_bits;
    case ObjectType::reply: return reply_bits;
    }
    return std::nullopt;
}

} // namespace nacre::api
