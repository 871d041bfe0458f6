// SPDX-License-Identifier: MIT
// Address spaces: cache maintenance by virtual address.
#pragma once

#include <api/method.hpp>

namespace nacre::api::address_space {

struct CleanData {
    static constexpr auto name = "AddressSpace_CleanData";
    static constexpr auto sel4_name = "VSpaceClean_Data";
    static constexpr auto summary = "Writes data in the caches back to memory.";
    static constexpr auto object = ObjectKind::address_space;

    Word start{};
    Word end{};

    static constexpr auto arguments = std::tuple{
        argument("start", &CleanData::start, "first virtual address"),
        argument("end", &CleanData::end, "virtual address behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`start` is not below `end`"),
        refused(Error::illegal_operation, "`end` lies beyond the addresses of programs"),
        refused(Error::invalid_capability, "the address space has no identifier"),
        refused(Error::failed_lookup, "the address space's identifier pool is gone"),
        refused(Error::invalid_capability, "the address space's identifier belongs to another one by now"),
        refused(Error::range_error, "`start` and `end` lie in different pages"),
    };
};

struct InvalidateData {
    static constexpr auto name = "AddressSpace_InvalidateData";
    static constexpr auto sel4_name = "VSpaceInvalidate_Data";
    static constexpr auto summary = "Drops data from the caches.";
    static constexpr auto object = ObjectKind::address_space;

    Word start{};
    Word end{};

    static constexpr auto arguments = std::tuple{
        argument("start", &InvalidateData::start, "first virtual address"),
        argument("end", &InvalidateData::end, "virtual address behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`start` is not below `end`"),
        refused(Error::illegal_operation, "`end` lies beyond the addresses of programs"),
        refused(Error::invalid_capability, "the address space has no identifier"),
        refused(Error::failed_lookup, "the address space's identifier pool is gone"),
        refused(Error::invalid_capability, "the address space's identifier belongs to another one by now"),
        refused(Error::range_error, "`start` and `end` lie in different pages"),
        refused(Error::illegal_operation, "`start` is mapped without the right to write"),
    };
};

struct CleanInvalidateData {
    static constexpr auto name = "AddressSpace_CleanInvalidateData";
    static constexpr auto sel4_name = "VSpaceCleanInvalidate_Data";
    static constexpr auto summary = "Writes data in the caches back to memory, then drops it.";
    static constexpr auto object = ObjectKind::address_space;

    Word start{};
    Word end{};

    static constexpr auto arguments = std::tuple{
        argument("start", &CleanInvalidateData::start, "first virtual address"),
        argument("end", &CleanInvalidateData::end, "virtual address behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`start` is not below `end`"),
        refused(Error::illegal_operation, "`end` lies beyond the addresses of programs"),
        refused(Error::invalid_capability, "the address space has no identifier"),
        refused(Error::failed_lookup, "the address space's identifier pool is gone"),
        refused(Error::invalid_capability, "the address space's identifier belongs to another one by now"),
        refused(Error::range_error, "`start` and `end` lie in different pages"),
    };
};

struct UnifyInstruction {
    static constexpr auto name = "AddressSpace_UnifyInstruction";
    static constexpr auto sel4_name = "VSpaceUnify_Instruction";
    static constexpr auto summary = "Makes instruction fetches see what was written as data.";
    static constexpr auto object = ObjectKind::address_space;

    Word start{};
    Word end{};

    static constexpr auto arguments = std::tuple{
        argument("start", &UnifyInstruction::start, "first virtual address"),
        argument("end", &UnifyInstruction::end, "virtual address behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`start` is not below `end`"),
        refused(Error::illegal_operation, "`end` lies beyond the addresses of programs"),
        refused(Error::invalid_capability, "the address space has no identifier"),
        refused(Error::failed_lookup, "the address space's identifier pool is gone"),
        refused(Error::invalid_capability, "the address space's identifier belongs to another one by now"),
        refused(Error::range_error, "`start` and `end` lie in different pages"),
    };
};

} // namespace nacre::api::address_space
