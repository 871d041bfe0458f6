// SPDX-License-Identifier: MIT
// CNodes: the tables of capabilities, and everything that moves capabilities between slots.
#pragma once

#include <api/cnode_data.hpp>
#include <api/method.hpp>
#include <api/rights.hpp>

namespace nacre::api::cnode {

struct Revoke {
    static constexpr auto name = "CNode_Revoke";
    static constexpr auto sel4_name = "CNodeRevoke";
    static constexpr auto summary = "Deletes every capability derived from the one in a slot.";
    static constexpr auto description =
        "Long revocations are preempted and go on when the thread runs again.";
    static constexpr auto object = ObjectKind::cnode;

    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("index", &Revoke::index, "address of the slot under the invoked CNode"),
        argument("depth", &Revoke::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
    };
};

struct Delete {
    static constexpr auto name = "CNode_Delete";
    static constexpr auto sel4_name = "CNodeDelete";
    static constexpr auto summary =
        "Deletes the capability in a slot; the object goes with its last capability.";
    static constexpr auto object = ObjectKind::cnode;

    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("index", &Delete::index, "address of the slot under the invoked CNode"),
        argument("depth", &Delete::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
    };
};

struct CancelBadgedSends {
    static constexpr auto name = "CNode_CancelBadgedSends";
    static constexpr auto sel4_name = "CNodeCancelBadgedSends";
    static constexpr auto summary =
        "Cancels all sends that wait on an endpoint with the badge of the capability in a slot.";
    static constexpr auto object = ObjectKind::cnode;
    static constexpr std::array needed_rights{
        needs("index", "send, receive, grant and grant reply, on the endpoint capability in that slot",
              CapabilityRights::all())};

    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("index", &CancelBadgedSends::index, "address of the slot under the invoked CNode"),
        argument("depth", &CancelBadgedSends::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::illegal_operation, "the slot holds no endpoint capability with all rights"),
    };
};

struct Copy {
    static constexpr auto name = "CNode_Copy";
    static constexpr auto sel4_name = "CNodeCopy";
    static constexpr auto summary = "Copies a capability, with the same or fewer rights.";
    static constexpr auto object = ObjectKind::cnode;

    Word destination_index{};
    Word destination_depth{};
    CapabilityArgument source_root{};
    Word source_index{};
    Word source_depth{};
    CapabilityRights rights{};

    static constexpr auto arguments = std::tuple{
        argument("destination_index", &Copy::destination_index,
                 "address of the destination slot under the invoked CNode"),
        argument("destination_depth", &Copy::destination_depth, "bits of `destination_index` to resolve"),
        argument("source_root", &Copy::source_root, "CNode under which the source slot is looked up"),
        argument("source_index", &Copy::source_index, "address of the source slot under `source_root`"),
        argument("source_depth", &Copy::source_depth, "bits of `source_index` to resolve"),
        argument("rights", &Copy::rights, "rights that the new capability keeps at most"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`destination_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`destination_index` and `destination_depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "`source_root` is no CNode"),
        refused(Error::range_error, "`source_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`source_index` and `source_depth` lead to no slot"),
        refused(Error::failed_lookup, "the source slot is empty"),
        refused(Error::revoke_first, "the source is untyped memory with children"),
        refused(Error::illegal_operation,
                "the source is a page table that is not mapped, or an address space without identifier"),
        refused(Error::illegal_operation, "the source is of a kind that cannot be copied"),
    };
};

struct Mint {
    static constexpr auto name = "CNode_Mint";
    static constexpr auto sel4_name = "CNodeMint";
    static constexpr auto summary =
        "Copies a capability, with the same or fewer rights and a badge or guard.";
    static constexpr auto object = ObjectKind::cnode;

    Word destination_index{};
    Word destination_depth{};
    CapabilityArgument source_root{};
    Word source_index{};
    Word source_depth{};
    CapabilityRights rights{};
    Word badge{};

    static constexpr auto arguments = std::tuple{
        argument("destination_index", &Mint::destination_index,
                 "address of the destination slot under the invoked CNode"),
        argument("destination_depth", &Mint::destination_depth, "bits of `destination_index` to resolve"),
        argument("source_root", &Mint::source_root, "CNode under which the source slot is looked up"),
        argument("source_index", &Mint::source_index, "address of the source slot under `source_root`"),
        argument("source_depth", &Mint::source_depth, "bits of `source_index` to resolve"),
        argument("rights", &Mint::rights, "rights that the new capability keeps at most"),
        argument("badge", &Mint::badge, "new badge or CNode data"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`destination_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`destination_index` and `destination_depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "`source_root` is no CNode"),
        refused(Error::range_error, "`source_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`source_index` and `source_depth` lead to no slot"),
        refused(Error::failed_lookup, "the source slot is empty"),
        refused(Error::illegal_operation, "the source cannot take this badge or guard"),
        refused(Error::revoke_first, "the source is untyped memory with children"),
        refused(Error::illegal_operation,
                "the source is a page table that is not mapped, or an address space without identifier"),
        refused(Error::illegal_operation, "the source is of a kind that cannot be copied"),
    };
};

struct Move {
    static constexpr auto name = "CNode_Move";
    static constexpr auto sel4_name = "CNodeMove";
    static constexpr auto summary = "Moves a capability to another slot.";
    static constexpr auto object = ObjectKind::cnode;

    Word destination_index{};
    Word destination_depth{};
    CapabilityArgument source_root{};
    Word source_index{};
    Word source_depth{};

    static constexpr auto arguments = std::tuple{
        argument("destination_index", &Move::destination_index,
                 "address of the destination slot under the invoked CNode"),
        argument("destination_depth", &Move::destination_depth, "bits of `destination_index` to resolve"),
        argument("source_root", &Move::source_root, "CNode under which the source slot is looked up"),
        argument("source_index", &Move::source_index, "address of the source slot under `source_root`"),
        argument("source_depth", &Move::source_depth, "bits of `source_index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`destination_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`destination_index` and `destination_depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "`source_root` is no CNode"),
        refused(Error::range_error, "`source_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`source_index` and `source_depth` lead to no slot"),
        refused(Error::failed_lookup, "the source slot is empty"),
    };
};

struct Mutate {
    static constexpr auto name = "CNode_Mutate";
    static constexpr auto sel4_name = "CNodeMutate";
    static constexpr auto summary = "Moves a capability to another slot and gives it a badge or guard.";
    static constexpr auto object = ObjectKind::cnode;

    Word destination_index{};
    Word destination_depth{};
    CapabilityArgument source_root{};
    Word source_index{};
    Word source_depth{};
    Word badge{};

    static constexpr auto arguments = std::tuple{
        argument("destination_index", &Mutate::destination_index,
                 "address of the destination slot under the invoked CNode"),
        argument("destination_depth", &Mutate::destination_depth, "bits of `destination_index` to resolve"),
        argument("source_root", &Mutate::source_root, "CNode under which the source slot is looked up"),
        argument("source_index", &Mutate::source_index, "address of the source slot under `source_root`"),
        argument("source_depth", &Mutate::source_depth, "bits of `source_index` to resolve"),
        argument("badge", &Mutate::badge, "new badge or CNode data"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`destination_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`destination_index` and `destination_depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "`source_root` is no CNode"),
        refused(Error::range_error, "`source_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`source_index` and `source_depth` lead to no slot"),
        refused(Error::failed_lookup, "the source slot is empty"),
        refused(Error::illegal_operation, "the source cannot take this badge or guard"),
    };
};

struct Rotate {
    static constexpr auto name = "CNode_Rotate";
    static constexpr auto sel4_name = "CNodeRotate";
    static constexpr auto summary =
        "Moves two capabilities: the pivot to the destination, the source to the pivot's slot.";
    static constexpr auto description = "Destination and source may be the same slot: that swaps.";
    static constexpr auto object = ObjectKind::cnode;

    Word destination_index{};
    Word destination_depth{};
    Word destination_badge{};
    CapabilityArgument pivot_root{};
    Word pivot_index{};
    Word pivot_depth{};
    Word pivot_badge{};
    CapabilityArgument source_root{};
    Word source_index{};
    Word source_depth{};

    static constexpr auto arguments = std::tuple{
        argument("destination_index", &Rotate::destination_index,
                 "address of the destination slot under the invoked CNode"),
        argument("destination_depth", &Rotate::destination_depth, "bits of `destination_index` to resolve"),
        argument("destination_badge", &Rotate::destination_badge,
                 "new badge or CNode data for what lands in the destination"),
        argument("pivot_root", &Rotate::pivot_root, "CNode under which the pivot slot is looked up"),
        argument("pivot_index", &Rotate::pivot_index, "address of the pivot slot under `pivot_root`"),
        argument("pivot_depth", &Rotate::pivot_depth, "bits of `pivot_index` to resolve"),
        argument("pivot_badge", &Rotate::pivot_badge,
                 "new badge or CNode data for what lands in the pivot's slot"),
        argument("source_root", &Rotate::source_root, "CNode under which the source slot is looked up"),
        argument("source_index", &Rotate::source_index, "address of the source slot under `source_root`"),
        argument("source_depth", &Rotate::source_depth, "bits of `source_index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`destination_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`destination_index` and `destination_depth` lead to no slot"),
        refused(Error::failed_lookup, "`source_root` is no CNode"),
        refused(Error::range_error, "`source_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`source_index` and `source_depth` lead to no slot"),
        refused(Error::failed_lookup, "`pivot_root` is no CNode"),
        refused(Error::range_error, "`pivot_depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`pivot_index` and `pivot_depth` lead to no slot"),
        refused(Error::illegal_operation, "the pivot slot is the source or the destination"),
        refused(Error::delete_first, "the destination slot is occupied and not the source"),
        refused(Error::failed_lookup, "the source slot is empty"),
        refused(Error::failed_lookup, "the pivot slot is empty"),
        refused(Error::illegal_operation, "source or pivot cannot take the new badge or guard"),
    };
};

} // namespace nacre::api::cnode
