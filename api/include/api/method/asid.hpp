// SPDX-License-Identifier: MIT
// Address-space identifiers: what an address space needs before it can be used.
#pragma once

#include <api/method.hpp>

namespace nacre::api::asid_control {

struct MakePool {
    static constexpr auto name = "AsidControl_MakePool";
    static constexpr auto sel4_name = "ASIDControlMakePool";
    static constexpr auto summary = "Makes a pool of identifiers out of untyped memory.";
    static constexpr auto object = ObjectKind::asid_control;

    CapabilityArgument untyped{};
    CapabilityArgument root{};
    Word index{};
    std::uint8_t depth{};

    static constexpr auto arguments = std::tuple{
        argument("untyped", &MakePool::untyped,
                 "untyped memory of exactly the pool's size, without children"),
        argument("root", &MakePool::root, "CNode under which the destination slot is looked up"),
        argument("index", &MakePool::index, "address of the destination slot under `root`"),
        argument("depth", &MakePool::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
        refused(Error::revoke_first, "the object has descendants"),
    };
};

} // namespace nacre::api::asid_control

namespace nacre::api::asid_pool {

struct Assign {
    static constexpr auto name = "AsidPool_Assign";
    static constexpr auto sel4_name = "ASIDPoolAssign";
    static constexpr auto summary = "Gives an address space an identifier.";
    static constexpr auto object = ObjectKind::asid_pool;

    CapabilityArgument vspace{};

    static constexpr auto arguments = std::tuple{
        argument("vspace", &Assign::vspace, "address space without an identifier"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "the destination slot is occupied"),
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
    };
};

} // namespace nacre::api::asid_pool
