// SPDX-License-Identifier: MIT
// IO ports: capabilities of ranges of them, and reading and writing through these.
#include <conformance/checks/groups.hpp>
#include <conformance/destination.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::io_port_control::Issue;
using namespace api::io_port;

constexpr Capability control{initial::io_port_control};
/// The range that IBM left to prototype cards: nobody answers there.
constexpr user::IoPorts free_ports{0x300, 0x31f};
/// The first serial port's scratch register keeps what is written (PC16550D, section 8.8).
constexpr user::IoPorts serial_port{0x3f8, 0x3ff};
constexpr Word scratch = serial_port.first + 7;

Issue usual(Scene& scene) {
    return {.first_port = free_ports.first,
            .last_port = free_ports.last,
            .root = scene.cnode(),
            .index = scene.slot().address,
            .depth = whole_word};
}
struct Attempt {
    Capability target;
    Issue method;
};
Attempt attempt(Scene& scene) { return {control, usual(scene)}; }

void issues(Scene& scene) {
    Issue method = usual(scene);
    scene.succeed(control, method);
    scene.succeed({method.index}, In8{static_cast<std::uint16_t>(free_ports.last)});
    // Free again when its capability is gone; only the low 16 bits of the numbers count.
    scene.remove({method.index});
    method = usual(scene);
    method.first_port |= Word{5} << 16;
    scene.succeed(control, method);
    scene.succeed({method.index}, In8{static_cast<std::uint16_t>(free_ports.first)});
}

void ends_before_it_begins(Scene& scene) {
    Issue method = usual(scene);
    method.last_port = method.first_port - 1;
    method.root = scene.own_thread();
    scene.refuse(control, method, Error::invalid_argument, {1});
}

void overlaps(Scene& scene) {
    const Capability ports = make_ports(scene, free_ports);
    for (const user::IoPorts other : {free_ports, user::IoPorts{free_ports.last, free_ports.last},
                                      user::IoPorts{free_ports.first - 8, free_ports.first}}) {
        Issue method = usual(scene);
        method.first_port = other.first;
        method.last_port = other.last;
        method.root = scene.own_thread();
        scene.refuse(control, method, Error::revoke_first);
    }
    // A copy keeps them as well.
    const Capability copy = scene.copy(ports);
    scene.remove(ports);
    scene.refuse(control, usual(scene), Error::revoke_first);
    scene.remove(copy);
    scene.succeed(control, usual(scene));
}

void writes_and_reads(Scene& scene) {
    const Capability ports = make_ports(scene, serial_port);
    for (const Word value : {Word{0x5a}, Word{0xa5}, Word{0xffff'ff3c}}) {
        scene.succeed(ports, Out8{scratch, value});
        const auto read = user::invoke(ports, In8{static_cast<std::uint16_t>(scratch)});
        scene.expect(read.good() && read->result == (value & 0xff), "what the scratch register keeps");
    }
}

/// Where nobody answers, all bits are 1.
template<typename In>
void reads_nothing(Scene& scene) {
    const Capability ports = make_ports(scene, free_ports);
    const auto read = user::invoke(ports, In{static_cast<std::uint16_t>(free_ports.first)});
    using Value = decltype(read->result);
    scene.expect(read.good() && read->result == static_cast<Value>(~Value{0}), "all bits of the result");
}

template<typename Out>
void writes_nothing(Scene& scene) {
    scene.succeed(make_ports(scene, free_ports), Out{free_ports.first, 0});
}

template<typename M>
void not_covered(Scene& scene) {
    constexpr Word size = M::name[std::string_view{M::name}.size() - 1] == '8'   ? 1
                          : M::name[std::string_view{M::name}.size() - 1] == '6' ? 2
                                                                                 : 4;
    const Capability ports = make_ports(scene, free_ports);
    M method{};
    for (const Word port : {free_ports.first - 1, free_ports.last + 2 - size}) {
        method.port = static_cast<decltype(method.port)>(port);
        scene.refuse(ports, method, Error::illegal_operation);
    }
}

constexpr std::string_view outside = "the capability does not cover all the bytes";
constexpr std::array own{
    succeeds<Issue>(issues),
    refuses<Issue>("`last_port` is below `first_port`", ends_before_it_begins),
    refuses<Issue>("a port of the range has a capability already", overlaps),
    succeeds<In8>(reads_nothing<In8>),
    succeeds<In16>(reads_nothing<In16>),
    succeeds<In32>(reads_nothing<In32>),
    succeeds<Out8>(writes_nothing<Out8>),
    succeeds<Out16>(writes_nothing<Out16>),
    succeeds<Out32>(writes_nothing<Out32>),
    holds("IoPort", "What is written to a device's port reaches the device.", writes_and_reads),
    refuses<In8>(outside, not_covered<In8>),
    refuses<In16>(outside, not_covered<In16>),
    refuses<In32>(outside, not_covered<In32>),
    refuses<Out8>(outside, not_covered<Out8>),
    refuses<Out16>(outside, not_covered<Out16>),
    refuses<Out32>(outside, not_covered<Out32>),
};
constexpr auto checks = joined(own, DestinationChecks<Issue, attempt>::checks);

} // namespace

std::span<const Check> io_port_checks() { return checks; }

} // namespace nacre::conformance
