// SPDX-License-Identifier: MIT
// Making the PL011 interrupt: a byte that has left raises the transmit interrupt, where the mask lets it.
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

constexpr std::size_t data = 0x00 / 4;
constexpr std::size_t interrupt_mask = 0x38 / 4;
constexpr std::size_t interrupt_clear = 0x44 / 4;
constexpr std::uint32_t transmit = 1U << 5;
constexpr std::uint32_t all = 0x7ff;

} // namespace

Uart::Uart(Scene& scene)
    : registers_{reinterpret_cast<volatile std::uint32_t*>(
          map_here(scene, device_frame(scene, user::board::uart_registers), free_address,
                   api::architecture::MappingAttributes::device()))} {
    NACRE_ASSERT(registers_ != nullptr);
    lower();
}

void Uart::raise() {
    registers_[data] = '\n';
    registers_[interrupt_mask] = transmit;
}

void Uart::lower() {
    registers_[interrupt_mask] = 0;
    registers_[interrupt_clear] = all;
}

Capability make_handler(Scene& scene, Word interrupt) {
    const Capability handler = scene.slot();
    scene.succeed({initial::irq_control},
                  api::interrupt_control::Get{interrupt, scene.cnode(), handler.address, whole_word});
    return handler;
}

Word wait_a_little(Capability notification) {
    constexpr unsigned attempts = 200;
    Word badge = 0;
    for (unsigned i = 0; i < attempts && badge == 0; ++i) {
        badge = user::poll(notification);
    }
    return badge;
}

} // namespace nacre::conformance
