// SPDX-License-Identifier: MIT
// Page tables by their level, whether or not the architecture has a kind of object for each.
#pragma once

#include <api/architecture/table_level.hpp>
#include <api/object_size.hpp>
#include <runtime/invoke.hpp>

#include <optional>
#include <utility>

namespace nacre::user {

namespace detail {

/// Calls `visitor.template operator()<TableLevel>()` for the level; levels that do not exist count as the
/// last.
template<typename Visitor>
constexpr auto at_level(unsigned level, Visitor&& visitor) {
    using api::architecture::TableLevel;
    constexpr unsigned last = api::architecture::page_table_levels - 1;
    if constexpr (last >= 1) {
        if (level == 0) {
            return visitor.template operator()<TableLevel<0>>();
        }
    }
    if constexpr (last >= 2) {
        if (level == 1) {
            return visitor.template operator()<TableLevel<1>>();
        }
    }
    return visitor.template operator()<TableLevel<last>>();
}

} // namespace detail

/// What to make for a table of the level; 0 lies right below the address space's own table.
constexpr api::architecture::ObjectType table_type(unsigned level) {
    return detail::at_level(level, []<typename Level>() { return Level::type; });
}

/// Maps the table as one of its level: the tables above it must be there.
inline Result<void, api::Error> map_table(Capability table, unsigned level, Capability vspace, Word address) {
    return detail::at_level(level, [&]<typename Level>() {
        return invoke(table,
                      typename Level::Map{vspace, address, api::architecture::MappingAttributes::normal()});
    });
}

inline Result<void, api::Error> unmap_table(Capability table, unsigned level) {
    return detail::at_level(level, [&]<typename Level>() { return invoke(table, typename Level::Unmap{}); });
}

/// Why a frame could not be mapped.
struct MapRefusal {
    api::Error error;
    unsigned missing_level; ///< of failed_lookup: the table that has to be mapped first
};

/// Maps the frame; the refusal if the kernel does not.
inline std::optional<MapRefusal> map_frame(Capability frame, const api::frame::Map& method) {
    // A failed look-up answers which capability, what failed, and how many bits were left to resolve.
    constexpr std::size_t bits_left = 2;
    constexpr unsigned top = api::architecture::small_frame_bits +
                             api::architecture::page_table_levels * api::architecture::page_table_index_bits;
    const Message reply = call(frame, detail::message_of(method));
    if (reply.label() == 0) {
        return std::nullopt;
    }
    return MapRefusal{static_cast<api::Error>(reply.label()), static_cast<unsigned>(top - reply[bits_left]) /
                                                                  api::architecture::page_table_index_bits};
}

} // namespace nacre::user
