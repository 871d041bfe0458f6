// SPDX-License-Identifier: MIT
// IO ports: the right to read and write a range of them.
#pragma once

#include <api/method.hpp>

namespace nacre::api::io_port_control {

struct Issue {
    static constexpr auto name = "IoPortControl_Issue";
    static constexpr auto sel4_name = "IOPortControlIssue";
    static constexpr auto summary =
        "Makes a capability of a range of ports; each port is in one range at a time.";
    static constexpr auto object = ObjectKind::io_port_control;

    Word first_port{};
    Word last_port{};
    CapabilityArgument root{};
    Word index{};
    Word depth{};

    static constexpr auto arguments = std::tuple{
        argument("first_port", &Issue::first_port, "first port; its low 16 bits count"),
        argument("last_port", &Issue::last_port, "last port; its low 16 bits count"),
        argument("root", &Issue::root, "CNode under which the destination slot is looked up"),
        argument("index", &Issue::index, "address of the destination slot under `root`"),
        argument("depth", &Issue::depth, "bits of `index` to resolve"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`last_port` is below `first_port`"),
        refused(Error::revoke_first, "a port of the range has a capability already"),
        refused(Error::failed_lookup, "`root` is no CNode"),
        refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
        refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
        refused(Error::delete_first, "the destination slot is occupied"),
    };
};

} // namespace nacre::api::io_port_control

namespace nacre::api::io_port {

inline constexpr std::array refused_everywhere{
    refused(Error::illegal_operation, "the capability does not cover all the bytes"),
};

/// Reading as many bits as `Value` has.
template<typename Value>
struct In {
    static constexpr auto object = ObjectKind::io_port;

    std::uint16_t port{};

    static constexpr auto arguments = std::tuple{argument("port", &In::port, "port")};
    static constexpr const auto& errors = refused_everywhere;

    struct Output {
        Value result{};
        static constexpr auto arguments = std::tuple{argument("result", &Output::result, "what was read")};
    };
};

struct In8 : In<std::uint8_t> {
    static constexpr auto name = "IoPort_In8";
    static constexpr auto sel4_name = "IOPortIn8";
    static constexpr auto summary = "Reads one byte from a port.";
};

struct In16 : In<std::uint16_t> {
    static constexpr auto name = "IoPort_In16";
    static constexpr auto sel4_name = "IOPortIn16";
    static constexpr auto summary = "Reads two bytes from a port.";
};

struct In32 : In<std::uint32_t> {
    static constexpr auto name = "IoPort_In32";
    static constexpr auto sel4_name = "IOPortIn32";
    static constexpr auto summary = "Reads four bytes from a port.";
};

struct Out8 {
    static constexpr auto name = "IoPort_Out8";
    static constexpr auto sel4_name = "IOPortOut8";
    static constexpr auto summary = "Writes one byte to a port.";
    static constexpr auto object = ObjectKind::io_port;

    Word port{};
    Word data{};

    static constexpr auto arguments = std::tuple{
        argument("port", &Out8::port, "port; its low 16 bits count"),
        argument("data", &Out8::data, "what to write; its low 8 bits count"),
    };
    static constexpr const auto& errors = refused_everywhere;
};

struct Out16 {
    static constexpr auto name = "IoPort_Out16";
    static constexpr auto sel4_name = "IOPortOut16";
    static constexpr auto summary = "Writes two bytes to a port.";
    static constexpr auto object = ObjectKind::io_port;

    Word port{};
    Word data{};

    static constexpr auto arguments = std::tuple{
        argument("port", &Out16::port, "port; its low 16 bits count"),
        argument("data", &Out16::data, "what to write; its low 16 bits count"),
    };
    static constexpr const auto& errors = refused_everywhere;
};

struct Out32 {
    static constexpr auto name = "IoPort_Out32";
    static constexpr auto sel4_name = "IOPortOut32";
    static constexpr auto summary = "Writes four bytes to a port.";
    static constexpr auto object = ObjectKind::io_port;

    Word port{};
    Word data{};

    static constexpr auto arguments = std::tuple{
        argument("port", &Out32::port, "port; its low 16 bits count"),
        argument("data", &Out32::data, "what to write; its low 32 bits count"),
    };
    static constexpr const auto& errors = refused_everywhere;
};

} // namespace nacre::api::io_port
