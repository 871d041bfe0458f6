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
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
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
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
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
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
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
        refused(Error::failed_lookup, "the slot cannot be looked up"),
        refused(Error::illegal_operation, "the object does not do this in its present state"),
        refused(Error::invalid_argument, "an argument makes no sense"),
        refused(Error::invalid_capability, "a capability argument is of the wrong kind"),
        refused(Error::range_error, "an argument lies outside its range"),
    };
};

} // namespace nacre::api::address_space
