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
        refused(Error::invalid_argument, "`type` is no object type"),
        refused(Error::range_error, "`size_bits` is larger than any object"),
        refused(Error::invalid_argument, "`size_bits` is smaller than the smallest object of the type"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`node_depth` is neither 0 nor between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`node_index` and `node_depth` lead to no slot"),
        refused(Error::failed_lookup, "what `node_index` and `node_depth` lead to is no CNode"),
        refused(Error::range_error, "`node_offset` lies behind the end of the destination CNode"),
        refused(Error::range_error, "`object_count` is 0 or above the fan-out limit"),
        refused(Error::range_error, "the destination CNode ends before `object_count` slots"),
        refused(Error::delete_first, "a destination slot is occupied"),
        refused(Error::not_enough_memory, "the objects do not fit behind the watermark"),
        refused(Error::invalid_argument,
                "the memory is a device's and the objects are neither frames nor untyped memory"),
    };
};

} // namespace nacre::api::untyped
