// SPDX-License-Identifier: MIT
// Frames: memory that programs can map.
#pragma once

#include <api/architecture/mapping_attributes.hpp>
#include <api/architecture/refused_cases.hpp>
#include <api/method.hpp>
#include <api/rights.hpp>

namespace nacre::api::frame {

struct Map {
    static constexpr auto name = "Frame_Map";
    static constexpr auto sel4_name = "PageMap";
    static constexpr auto summary = "Maps the frame, or changes rights and attributes of its mapping.";
    static constexpr auto description = "The mapping gets the rights that both `rights` and the frame's "
                                        "capability allow: what goes beyond is dropped, never refused. "
                                        "What was mapped at the address before gives way.";
    static constexpr auto object = ObjectKind::frame;

    CapabilityArgument vspace{};
    Word virtual_address{};
    CapabilityRights rights{};
    architecture::MappingAttributes attributes{};

    static constexpr auto arguments = std::tuple{
        argument("vspace", &Map::vspace, "address space, assigned to an ASID pool"),
        argument("virtual_address", &Map::virtual_address, "where in the address space"),
        argument("rights", &Map::rights, "rights of the mapping"),
        argument("attributes", &Map::attributes, "memory attributes"),
    };
    static constexpr const auto& errors = architecture::refused_cases::frame_map;
};

struct Unmap {
    static constexpr auto name = "Frame_Unmap";
    static constexpr auto sel4_name = "PageUnmap";
    static constexpr auto summary = "Undoes Frame_Map; does nothing if the frame is not mapped.";
    static constexpr auto object = ObjectKind::frame;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};
};

struct CleanData {
    static constexpr auto name = "Frame_CleanData";
    static constexpr auto sel4_name = "PageClean_Data";
    static constexpr auto summary = "Writes data in the caches back to memory.";
    static constexpr auto object = ObjectKind::frame;

    Word start_offset{};
    Word end_offset{};

    static constexpr auto arguments = std::tuple{
        argument("start_offset", &CleanData::start_offset, "first byte, counted from the frame's start"),
        argument("end_offset", &CleanData::end_offset, "byte behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the frame is not mapped"),
        refused(Error::failed_lookup, "the address space that the frame is mapped in is gone"),
        refused(Error::invalid_argument, "`start_offset` is not below `end_offset`"),
        refused(Error::invalid_argument, "`start_offset` or `end_offset` lies outside the frame"),
        refused(Error::invalid_capability, "the frame is no longer mapped where it was"),
    };
};

struct InvalidateData {
    static constexpr auto name = "Frame_InvalidateData";
    static constexpr auto sel4_name = "PageInvalidate_Data";
    static constexpr auto summary = "Drops data from the caches.";
    static constexpr auto object = ObjectKind::frame;

    Word start_offset{};
    Word end_offset{};

    static constexpr auto arguments = std::tuple{
        argument("start_offset", &InvalidateData::start_offset, "first byte, counted from the frame's start"),
        argument("end_offset", &InvalidateData::end_offset, "byte behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the frame is not mapped"),
        refused(Error::failed_lookup, "the address space that the frame is mapped in is gone"),
        refused(Error::invalid_argument, "`start_offset` is not below `end_offset`"),
        refused(Error::invalid_argument, "`start_offset` or `end_offset` lies outside the frame"),
        refused(Error::invalid_capability, "the frame is no longer mapped where it was"),
        refused(Error::illegal_operation, "the frame is mapped without the right to write"),
    };
};

struct CleanInvalidateData {
    static constexpr auto name = "Frame_CleanInvalidateData";
    static constexpr auto sel4_name = "PageCleanInvalidate_Data";
    static constexpr auto summary = "Writes data in the caches back to memory, then drops it.";
    static constexpr auto object = ObjectKind::frame;

    Word start_offset{};
    Word end_offset{};

    static constexpr auto arguments = std::tuple{
        argument("start_offset", &CleanInvalidateData::start_offset,
                 "first byte, counted from the frame's start"),
        argument("end_offset", &CleanInvalidateData::end_offset, "byte behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the frame is not mapped"),
        refused(Error::failed_lookup, "the address space that the frame is mapped in is gone"),
        refused(Error::invalid_argument, "`start_offset` is not below `end_offset`"),
        refused(Error::invalid_argument, "`start_offset` or `end_offset` lies outside the frame"),
        refused(Error::invalid_capability, "the frame is no longer mapped where it was"),
    };
};

struct UnifyInstruction {
    static constexpr auto name = "Frame_UnifyInstruction";
    static constexpr auto sel4_name = "PageUnify_Instruction";
    static constexpr auto summary = "Makes instruction fetches see what was written as data.";
    static constexpr auto object = ObjectKind::frame;

    Word start_offset{};
    Word end_offset{};

    static constexpr auto arguments = std::tuple{
        argument("start_offset", &UnifyInstruction::start_offset,
                 "first byte, counted from the frame's start"),
        argument("end_offset", &UnifyInstruction::end_offset, "byte behind the last"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the frame is not mapped"),
        refused(Error::failed_lookup, "the address space that the frame is mapped in is gone"),
        refused(Error::invalid_argument, "`start_offset` is not below `end_offset`"),
        refused(Error::invalid_argument, "`start_offset` or `end_offset` lies outside the frame"),
        refused(Error::invalid_capability, "the frame is no longer mapped where it was"),
    };
};

struct GetAddress {
    static constexpr auto name = "Frame_GetAddress";
    static constexpr auto sel4_name = "PageGetAddress";
    static constexpr auto summary = "Tells the physical address.";
    static constexpr auto object = ObjectKind::frame;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};

    struct Output {
        Word physical_address{};
        static constexpr auto arguments = std::tuple{
            argument("physical_address", &Output::physical_address, "where the frame begins on the bus"),
        };
    };
};

} // namespace nacre::api::frame
