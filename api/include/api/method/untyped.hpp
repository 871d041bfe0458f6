// SPDX-License-Identifier: MIT
// Untyped memory: the raw material of every other object.
#pragma once

#include <api/method.hpp>

namespace nacre::api::untyped {

/// The most objects that one Untyped_Retype makes.
inline constexpr Word retype_fan_out_limit = 256;

struct Retype {
    static constexpr auto name = "Untyped_Retype";
    static constexpr auto sel4_name = "UntypedRetype";
    static constexpr auto summary =
        "Makes new objects out of untyped memory and puts their capabilities into empty slots.";
    static constexpr auto description =
        "The objects are cut from behind the watermark, which only moves back when the memory has no "
        "children left. Every object is zeroed. Device memory yields only frames and untyped memory.";
    static constexpr auto object = ObjectKind::untyped;

    Word type{};
    Word size_bits{};
    CapabilityArgument root{};
    Word node_index{};
    Word node_depth{};
    Word node_offset{};
    Word object_count{};

    static constexpr auto arguments = std::tuple{
        argument("type", &Retype::type, "object type"),
        argument("size_bits", &Retype::size_bits, "exponent of the size, for objects of variable size"),
        argument("root", &Retype::root, "CNode under which the destination CNode is looked up"),
        argument("node_index", &Retype::node_index, "address of the destination CNode under `root`"),
        argument("node_depth", &Retype::node_depth, "bits of `node_index` to resolve; 0 takes `root` itself"),
        argument("node_offset", &Retype::node_offset, "first destination slot"),
        argument("object_count", &Retype::object_count, "number of objects"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::not_enough_memory, "the untyped memory has too little room left"),
        refused(Error::range_error, "an argument lies outside its range"),
    };
};

} // namespace nacre::api::untyped
