// SPDX-License-Identifier: MIT
// What the interface leaves to the architecture: message registers, object types and sizes, fault messages,
// contexts.
#pragma once

#include <api/architecture/fault_message.hpp>
#include <api/architecture/mapping_attributes.hpp>
#include <api/architecture/object_size.hpp>
#include <api/architecture/object_type.hpp>
#include <api/architecture/user_context.hpp>
#include <api/object_kind.hpp>

namespace nacre::api::architecture {

/// How many words of a message travel in registers; the rest lies in the IPC buffer.
inline constexpr unsigned message_register_count = 4;

/// Levels of page tables below the address space's own.
inline constexpr unsigned page_table_levels = wide ? 2 : 1;

/// What debug_capability_identify answers for an address space, which is a page table here.
inline constexpr Word identity_of_address_space = 3;

/// seL4 tells the longest budget and period from the clock's ticks in a microsecond, rounded down.
inline constexpr unsigned longest_time_units_per_second = 1'000'000;

/// The exponent of the size of an object of the architecture's own type, nothing for a number that is none.
constexpr std::optional<unsigned> object_size_bits(Word type) {
    if (type == no_object_type) {
        return std::nullopt;
    }
    switch (static_cast<ObjectType>(type)) {
    case ObjectType::huge_frame: return huge_frame_bits;
    case ObjectType::small_frame: return small_frame_bits;
    case ObjectType::large_frame: return large_frame_bits;
    case ObjectType::page_table: return page_table_bits;
    }
    return std::nullopt;
}

/// The kind of capability that an object of the architecture's own type gets, ObjectKind::null for a number
/// that is no such type.
constexpr ObjectKind object_kind(Word type) {
    if (type == no_object_type) {
        return ObjectKind::null;
    }
    switch (static_cast<ObjectType>(type)) {
    case ObjectType::huge_frame:
    case ObjectType::small_frame:
    case ObjectType::large_frame: return ObjectKind::frame;
    case ObjectType::page_table: return ObjectKind::page_table;
    }
    return ObjectKind::null;
}

} // namespace nacre::api::architecture
