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
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("untyped", &MakePool::untyped,
                 "untyped memory of exactly the pool's size, without children"),
        argument("root", &MakePool::root, "CNode under which the destination slot is looked up"),
        argument("index", &MakePool::index, "address of the destination slot under `root`"),
        argument("depth", &MakePool::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::delete_first, "all identifier pools are made"),
        refused(Error::invalid_capability,
                "`untyped` is no untyped memory of a pool's size, or is a device's"),
        refused(Error::revoke_first, "`untyped` has children"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
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
        refused(Error::invalid_capability, "`vspace` is no address space, or has an identifier already"),
        refused(Error::delete_first, "all identifiers of the pool are given out"),
    };
};

} // namespace nacre::api::asid_pool
