// SPDX-License-Identifier: MIT
// --explain: each reason for which CNodes, untyped memory and bad messages are refused.
#include "explained.hpp"

#include <api/cnode_data.hpp>

namespace nacre::test {
namespace {

using namespace api::cnode;
using api::untyped::Retype;
using Type = api::ObjectType;
using ArchitectureType = api::architecture::ObjectType;

struct ExplainCapabilities : Explained {
    Copy copy_of(Cap source) {
        return {world.free_slot(), whole, {node}, source, whole, CapabilityRights::all()};
    }
    Retype making(Type type, Word size_bits = 0) {
        return {static_cast<Word>(type), size_bits, {node}, 0, 0, world.free_slot(), 1};
    }
};

TEST_F(ExplainCapabilities, LookUps) {
    const Cap small = world.make_cnode(2);
    const Cap endpoint = world.make_endpoint();
    refused(node, Copy{1, 0, {node}, 1, whole},
            "the depth is not from 1 to the bits of a word (`destination_depth`) (allowed: 0x1");
    refused(small, Delete{0, 1},
            "the index does not lead to a slot (`index`) (1 bits left, the CNode found resolves 2)");
    refused(node, Delete{Word{1} << (word_bits - 1), whole},
            "the index does not lead to a slot (`index`) (" + std::to_string(word_bits) +
                " bits left, and they do not begin with the CNode's guard 0x0");
    refused(small, Delete{0, 4}, "the slot lies fewer bits deep than the depth says (`depth`)");
    refused(node, Move{world.free_slot(), whole, {endpoint}, 1, whole},
            "the root is no CNode (`source_root`) (the walk begins");
    refused(node, Move{world.free_slot(), whole, {node}, world.free_slot(), whole},
            "the slot is empty (`source_index`) (");
    refused(node, Move{endpoint, whole, {node}, endpoint, whole}, "the destination slot is occupied");
}

TEST_F(ExplainCapabilities, Copies) {
    const Cap untyped = world.make_untyped(12);
    world.make_from(untyped, static_cast<Word>(Type::endpoint));
    refused(node, copy_of(untyped), "untyped memory that has children cannot be copied (`source_index`)");
    refused(node, copy_of(world.make(ArchitectureType::page_table)),
            "a page table that is not mapped cannot be copied (`source_index`)");
    refused(node, copy_of(world.make(ArchitectureType::vspace)),
            "an address space without an identifier cannot be copied (`source_index`)");
    refused(node, copy_of(World::interrupts_cap), "a capability of the source's kind cannot be copied");
}

TEST_F(ExplainCapabilities, BadgesAndGuards) {
    const Cap endpoint = world.make_endpoint();
    const Cap badged = world.mint(endpoint, 5);
    const Cap small = world.make_cnode(2);
    const Word long_guard = api::CNodeData::make(0, word_bits - 1).bits;
    refused(node, Mint{world.free_slot(), whole, {node}, badged, whole, CapabilityRights::all(), 6},
            "the source has a badge already");
    refused(node, Mint{world.free_slot(), whole, {node}, small, whole, CapabilityRights::all(), long_guard},
            "the guard in `badge` does not fit the CNode");
    refused(node, Mutate{world.free_slot(), whole, {node}, small, whole, long_guard},
            "the guard in `badge` does not fit the CNode");
    refused(node, Mutate{world.free_slot(), whole, {node}, endpoint, whole, 7},
            "an endpoint or a notification gets no `badge` by moving it");
    refused(node, CancelBadgedSends{small, whole}, "the slot holds no endpoint");
    refused(node, CancelBadgedSends{world.copy(endpoint, CapabilityRights::read()), whole},
            "the endpoint's capability lacks a right");
}

TEST_F(ExplainCapabilities, Rotate) {
    const Cap source = world.make_endpoint();
    const Cap pivot = world.make_cnode(2);
    const Cap to = world.free_slot();
    const auto rotate = [&](Cap destination, Cap middle, Cap from, Word destination_badge = 0,
                            Word pivot_badge = 0) {
        return api::cnode::Rotate{
            destination, whole, destination_badge, {node}, middle, whole, pivot_badge, {node}, from, whole};
    };
    refused(node, rotate(to, source, source), "the pivot slot is the source slot");
    refused(node, rotate(pivot, pivot, source), "the pivot slot is the destination slot");
    refused(node, rotate(World::thread_cap, pivot, source), "the destination slot is occupied");
    refused(node, rotate(to, pivot, world.free_slot()), "the slot is empty (`source_index`)");
    refused(node, rotate(to, world.free_slot(), source), "the slot is empty (`pivot_index`)");
    refused(node, rotate(to, Word{1} << (word_bits - 1), source),
            "the index does not lead to a slot (`pivot_index`)");
    refused(node, rotate(to, pivot, source, api::CNodeData::make(0, word_bits - 1).bits),
            "the pivot's capability cannot take `destination_badge`");
    refused(node, rotate(to, pivot, source, 0, 9), "the source's capability cannot take `pivot_badge`");
}

TEST_F(ExplainCapabilities, RetypeOfWhat) {
    const Cap untyped = world.make_untyped(12);
    refused(untyped, Retype{.type = 1234, .root = {node}, .object_count = 1}, "`type` is no object type");
    refused(untyped, making(Type::untyped, word_bits), "`size_bits` is too large (allowed: 0x0");
    refused(untyped, making(Type::cnode, word_bits - 1), "`size_bits` makes too large an object");
    refused(untyped, making(Type::cnode, 0), "`size_bits` of a CNode is at least 1");
    refused(untyped, making(Type::untyped, 2), "`size_bits` of untyped memory is too small");
    refused(untyped, making(Type::scheduling_context, 2), "`size_bits` of a scheduling context is too small");
    refused(world.device_untyped_cap(12), making(Type::endpoint), "`type` cannot be made of device memory");
    refused(untyped, making(Type::cnode, 12),
            "the memory has no room for `object_count` objects (0x1000 bytes left)");
}

TEST_F(ExplainCapabilities, RetypeToWhere) {
    const Cap untyped = world.make_untyped(12);
    const Cap small = world.make_cnode(2);
    Retype method = making(Type::endpoint);
    method.root = {untyped};
    refused(untyped, method, "what the new capabilities shall go into is no CNode (`root`)");
    method = {
        .type = method.type, .root = {node}, .node_index = untyped, .node_depth = whole, .object_count = 1};
    refused(untyped, method, "what the new capabilities shall go into is no CNode (`node_index`)");
    method.node_depth = word_bits + 1;
    refused(untyped, method, "the depth is not from 1 to the bits of a word (`node_depth`)");
    method = {.type = method.type, .root = {small}, .node_offset = 4, .object_count = 1};
    refused(untyped, method, "`node_offset` lies outside the CNode (allowed: 0x0 to 0x3)");
    method.node_offset = 1;
    method.object_count = 0;
    refused(untyped, method, "`object_count` is 0");
    method.object_count = api::untyped::retype_fan_out_limit + 1;
    refused(untyped, method, "`object_count` is more than one call makes");
    method.object_count = 4;
    refused(untyped, method,
            "`object_count` is more than the slots behind `node_offset` (allowed: 0x1 to 0x3)");
    method = {.type = method.type, .root = {node}, .node_offset = untyped, .object_count = 1};
    refused(untyped, method, "one of the destination slots is occupied");
}

TEST_F(ExplainCapabilities, MessagesThatAreNoMethod) {
    world.call(world.root(), node, {.label = 9999});
    expect_line(" on cnode 0x2: illegal_operation: the object has no such method");
    world.call(world.root(), node, {.label = api::label_of<Delete>, .words = {1}});
    expect_line("truncated_message: arguments are missing");
    world.call(world.root(), world.free_slot());
    expect_line("invalid_capability: the invoked slot is empty");
}

TEST_F(ExplainCapabilities, ZombiesAreBeingDeleted) {
    const Cap cap = world.make_cnode(2);
    const kernel::Capability held = world.slot(cap).capability;
    world.slot(cap).capability =
        kernel::ZombieView::of_cnode(world.slot(cap).as<kernel::CNodeView>().slots(), 2);
    world.checks = false;
    world.call(world.root(), cap);
    expect_line("invalid_capability: what the invoked slot held is being deleted");
    world.slot(cap).capability = held;
    world.checks = true;
}

TEST_F(ExplainCapabilities, TheSendingHalfOfACall) {
    const Cap notification = world.make_notification();
    world.signal(world.root(), notification);
    for (const Cap cap : {node, World::thread_cap, world.root().context_cap}) {
        if (cap != nothing) {
            world.console().clear();
            world.perform(world.root(), SystemCall::non_blocking_send_wait,
                          {.capability = notification, .reply = cap});
            expect_line("the sending half of a call that also receives cannot invoke this object; the caller "
                        "is not told");
            world.signal(world.root(), notification);
        }
    }
}

} // namespace
} // namespace nacre::test
