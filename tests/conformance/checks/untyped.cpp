// SPDX-License-Identifier: MIT
// Untyped_Retype: what it makes, and each reason to refuse, in the order in which the kernel looks.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

#include <api/object_size.hpp>
#include <api/type_kind.hpp>
#include <base/bits.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::LookupFailure;
using api::ObjectType;
using api::untyped::Retype;
using Own = api::architecture::ObjectType;

constexpr Word missing_capability = static_cast<Word>(LookupFailure::missing_capability);

Retype one_endpoint(Scene& scene) {
    return {.type = static_cast<Word>(ObjectType::endpoint),
            .root = scene.cnode(),
            .node_offset = scene.slot().address,
            .object_count = 1};
}

Retype one(Scene& scene, Word type, Word size_bits) {
    Retype method = one_endpoint(scene);
    method.type = type;
    method.size_bits = size_bits;
    return method;
}

Retype one(Scene& scene, ObjectType type, Word size_bits) {
    return one(scene, static_cast<Word>(type), size_bits);
}

/// Every type but the huge frame, for which this check's memory is too small.
void makes_each_type(Scene& scene) {
    for (Word type = 0; type < api::architecture::object_type_count; ++type) {
        if (type == static_cast<Word>(Own::huge_frame)) {
            continue;
        }
        const Retype method = one(scene, type, 10);
        scene.succeed(scene.memory(), method);
        scene.expect(user::debug_capability_identify({method.node_offset}) != 0, "there is an object");
    }
    Retype many = one_endpoint(scene);
    many.object_count = api::untyped::retype_fan_out_limit;
    many.node_offset = scene.slots(many.object_count).address;
    scene.succeed(scene.memory(), many);
    scene.expect(user::debug_capability_identify({many.node_offset + many.object_count - 1}) != 0,
                 "there is a last object");
}

void unknown_type(Scene& scene) {
    scene.refuse(scene.memory(), one(scene, api::architecture::object_type_count, 99),
                 Error::invalid_argument, {0});
    scene.refuse(scene.memory(), one(scene, ~Word{0}, 0), Error::invalid_argument, {0});
}

void too_large(Scene& scene) {
    for (const Word size_bits : {Word{word_bits}, ~Word{0}, Word{api::maximum_untyped_bits + 1}}) {
        scene.refuse(scene.memory(), one(scene, ObjectType::untyped, size_bits), Error::range_error,
                     {0, api::maximum_untyped_bits});
    }
    scene.refuse(scene.memory(), one(scene, ObjectType::cnode, api::maximum_untyped_bits), Error::range_error,
                 {0, api::maximum_untyped_bits});
}

void too_small(Scene& scene) {
    scene.refuse(scene.memory(), one(scene, ObjectType::cnode, 0), Error::invalid_argument, {1});
    scene.refuse(scene.memory(), one(scene, ObjectType::untyped, api::minimum_untyped_bits - 1),
                 Error::invalid_argument, {1});
    scene.refuse(scene.memory(),
                 one(scene, ObjectType::scheduling_context, api::minimum_scheduling_context_bits - 1),
                 Error::invalid_argument, {1});
}

void root_is_no_cnode(Scene& scene) {
    Retype method = one_endpoint(scene);
    method.root = scene.own_thread();
    scene.refuse(scene.memory(), method, Error::failed_lookup, {0, missing_capability, 0});
    method.node_depth = whole_word;
    constexpr Word invalid_root = static_cast<Word>(LookupFailure::invalid_root);
    scene.refuse(scene.memory(), method, Error::failed_lookup, {0, invalid_root});
}

void bad_depth(Scene& scene) {
    Retype method = one_endpoint(scene);
    for (const Word depth : {Word{word_bits + 1}, ~Word{0}}) {
        method.node_depth = depth;
        scene.refuse(scene.memory(), method, Error::range_error, {1, word_bits});
    }
}

void bad_index(Scene& scene) {
    Retype method = one_endpoint(scene);
    method.root = scene.make(ObjectType::cnode, 2);
    method.node_depth = 1;
    constexpr Word depth_mismatch = static_cast<Word>(LookupFailure::depth_mismatch);
    scene.refuse(scene.memory(), method, Error::failed_lookup, {0, depth_mismatch, 1, 2});
}

void no_cnode_there(Scene& scene) {
    Retype method = one_endpoint(scene);
    method.node_index = scene.make(ObjectType::endpoint).address;
    method.node_depth = whole_word;
    scene.refuse(scene.memory(), method, Error::failed_lookup, {0, missing_capability, word_bits});
}

Retype into_small_node(Scene& scene) {
    Retype method = one_endpoint(scene);
    method.root = scene.make(ObjectType::cnode, 2);
    method.node_offset = 0;
    return method;
}

void bad_offset(Scene& scene) {
    Retype method = into_small_node(scene);
    method.object_count = 0; // looked at later
    for (const Word offset : {Word{4}, ~Word{0}}) {
        method.node_offset = offset;
        scene.refuse(scene.memory(), method, Error::range_error, {0, 3});
    }
}

void bad_count(Scene& scene) {
    Retype method = into_small_node(scene);
    for (const Word count : {Word{0}, api::untyped::retype_fan_out_limit + 1, ~Word{0}}) {
        method.object_count = count;
        scene.refuse(scene.memory(), method, Error::range_error, {1, api::untyped::retype_fan_out_limit});
    }
}

void node_ends(Scene& scene) {
    Retype method = into_small_node(scene);
    method.node_offset = 1;
    method.object_count = 4;
    scene.refuse(scene.memory(), method, Error::range_error, {1, 3});
}

void occupied(Scene& scene) {
    Retype method = one_endpoint(scene);
    method.node_offset = scene.slots(3).address;
    method.object_count = 1;
    scene.succeed(scene.memory(), method);
    method.object_count = 3;
    scene.refuse(scene.memory(), method, Error::delete_first);
    scene.expect_equal(user::debug_capability_identify({method.node_offset + 1}), 0, "the next slot");
}

void memory_is_full(Scene& scene) {
    const Capability memory = scene.make(ObjectType::untyped, 12);
    scene.succeed(memory, one(scene, ObjectType::endpoint, 0));
    const Word left = power_of_two(12) - power_of_two(api::endpoint_bits);
    scene.refuse(memory, one(scene, static_cast<Word>(Own::small_frame), 0), Error::not_enough_memory,
                 {left});
    // What is left behind the third object is almost half, but no aligned half.
    scene.succeed(memory, one(scene, ObjectType::untyped, 10));
    scene.succeed(memory, one(scene, ObjectType::endpoint, 0));
    scene.refuse(memory, one(scene, ObjectType::untyped, 11), Error::not_enough_memory,
                 {power_of_two(11) - power_of_two(api::endpoint_bits)});
}

void device_memory(Scene& scene) {
    const api::BootInfo& boot_info = scene.boot_info();
    for (Word i = 0; i < boot_info.untyped.size(); ++i) {
        if (boot_info.untyped_list[i].is_device != 0 && boot_info.untyped_list[i].size_bits >= 12) {
            scene.refuse({boot_info.untyped.start + i}, one_endpoint(scene), Error::invalid_argument, {1});
            return;
        }
    }
    scene.expect(false, "the machine has a device");
}

/// The watermark goes back only when the last child is gone, and what was there is zeroed.
void is_reset(Scene& scene) {
    const Capability memory = scene.make(ObjectType::untyped, 12);
    const Retype frame = one(scene, static_cast<Word>(Own::small_frame), 0);
    scene.succeed(memory, frame);
    scene.refused_with(Scene::call_method(memory, one(scene, ObjectType::endpoint, 0)), "",
                       Error::not_enough_memory, {0});
    scene.remove({frame.node_offset});
    scene.succeed(memory, one(scene, static_cast<Word>(Own::small_frame), 0));
}

constexpr std::array checks{
    succeeds<Retype>(makes_each_type),
    refuses<Retype>("`type` is no object type", unknown_type),
    refuses<Retype>("`size_bits` is larger than any object", too_large),
    refuses<Retype>("`size_bits` is smaller than the smallest object of the type", too_small),
    refuses<Retype>("`root` is no CNode", root_is_no_cnode),
    refuses<Retype>("`node_depth` is neither 0 nor between 1 and the bits of a word", bad_depth),
    refuses<Retype>("`node_index` and `node_depth` lead to no slot", bad_index),
    refuses<Retype>("what `node_index` and `node_depth` lead to is no CNode", no_cnode_there),
    refuses<Retype>("`node_offset` lies behind the end of the destination CNode", bad_offset),
    refuses<Retype>("`object_count` is 0 or above the fan-out limit", bad_count),
    refuses<Retype>("the destination CNode ends before `object_count` slots", node_ends),
    refuses<Retype>("a destination slot is occupied", occupied),
    refuses<Retype>("the objects do not fit behind the watermark", memory_is_full),
    refuses<Retype>("the memory is a device's and the objects are neither frames nor untyped memory",
                    device_memory),
    holds(Retype::name, "memory whose children are all gone is used again from its start", is_reset),
};

} // namespace

std::span<const Check> untyped_checks() { return checks; }

} // namespace nacre::conformance
