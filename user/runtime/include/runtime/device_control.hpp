// SPDX-License-Identifier: MIT
// What the root task alone can ask the kernel for: interrupts and IO ports of devices, however a board names
// them.
#pragma once

#include <api/boot_info.hpp>
#include <api/method/io_port.hpp>
#include <runtime/device.hpp>
#include <runtime/invoke.hpp>

namespace nacre::user {

using ControlResult = Result<void, api::Error>;

/// Puts the handler of an interrupt into a slot of a CNode that resolves whole words.
inline ControlResult get_interrupt(Word number, Capability cnode, Word slot) {
    return invoke({api::initial_capability::irq_control},
                  api::interrupt_control::Get{number, cnode, slot, word_bits});
}

inline ControlResult get_interrupt(const IoApicPin& pin, Capability cnode, Word slot) {
    return invoke_if_served({api::initial_capability::irq_control}, api::interrupt_control::GetIoApic{
                                                                        .root = cnode,
                                                                        .index = slot,
                                                                        .depth = word_bits,
                                                                        .io_apic = pin.io_apic,
                                                                        .pin = pin.pin,
                                                                        .level = Word{pin.is_level_triggered},
                                                                        .polarity = Word{pin.is_active_low},
                                                                        .vector = pin.vector,
                                                                    });
}

/// Puts the capability of the ports into a slot.
inline ControlResult get_ports(IoPorts ports, Capability cnode, Word slot) {
    return invoke_if_served({api::initial_capability::io_port_control},
                            api::io_port_control::Issue{.first_port = ports.first,
                                                        .last_port = ports.last,
                                                        .root = cnode,
                                                        .index = slot,
                                                        .depth = word_bits});
}

} // namespace nacre::user
