// SPDX-License-Identifier: MIT
// The ways to the serial port and its interrupt, on boards with either kind of registers.
#include <conformance/uart.hpp>

#include <runtime/device_control.hpp>

namespace nacre::conformance {

namespace {

template<typename Line>
Capability handler_of(Scene& scene, const Line& line) {
    const Capability handler = scene.slot();
    const auto got = user::get_interrupt(line, scene.cnode(), handler.address);
    scene.expect(got.good(), "the handler of a free interrupt");
    return handler;
}

} // namespace

MemoryBus open_device(Scene& scene, PhysicalAddress registers) {
    const PhysicalAddress page{align_down(registers.value, 12)};
    const auto* mapped = map_here(scene, device_frame(scene, page), free_address,
                                  api::architecture::MappingAttributes::device());
    NACRE_ASSERT(mapped != nullptr);
    return MemoryBus{free_address + registers.value % page_size};
}

user::IoPortBus open_device(Scene& scene, user::IoPorts ports) {
    return {make_ports(scene, ports), ports.first};
}

Capability make_ports(Scene& scene, user::IoPorts ports) {
    const Capability capability = scene.slot();
    const auto got = user::get_ports(ports, scene.cnode(), capability.address);
    scene.expect(got.good(), "the capability of free ports");
    return capability;
}

Capability make_handler(Scene& scene) { return handler_of(scene, Uart::interrupt); }
Capability make_handler(Scene& scene, Word interrupt) { return handler_of(scene, interrupt); }

Word wait_a_little(Capability notification) {
    constexpr unsigned attempts = 200;
    Word badge = 0;
    for (unsigned i = 0; i < attempts && badge == 0; ++i) {
        badge = user::poll(notification);
    }
    return badge;
}

} // namespace nacre::conformance
