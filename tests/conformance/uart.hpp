// SPDX-License-Identifier: MIT
// An interrupt that a check can raise when it likes: that of the board's serial port, which is ready to send.
#pragma once

#include <board.hpp>
#include <conformance/spaces.hpp>
#include <runtime/device.hpp>
#include <runtime/io_port_bus.hpp>
#include <serial_port.hpp>

namespace nacre::conformance {

/// The way to the registers, mapped or by a capability of their ports for the time of the check.
MemoryBus open_device(Scene& scene, PhysicalAddress registers);
user::IoPortBus open_device(Scene& scene, user::IoPorts ports);

/// The checks want a line that stays up for as long as the device asks for attention.
constexpr Word as_level(Word number) { return number; }
constexpr user::IoApicPin as_level(user::IoApicPin pin) {
    pin.is_level_triggered = true;
    return pin;
}

class Uart {
public:
    /// Its number, or the pin over which it comes.
    static constexpr auto interrupt = as_level(user::board::uart_interrupt);

    /// The line stays quiet until `raise`.
    explicit Uart(Scene& scene) : port_{open_device(scene, user::board::uart)} { lower(); }
    ~Uart() { lower(); }
    Uart(const Uart&) = delete;
    Uart& operator=(const Uart&) = delete;

    /// From here on the device asks for attention, until `lower`: a byte that has left wants the next one.
    void raise() {
        port_.write('\n');
        port_.select_interrupts(false, true);
    }
    void lower() { port_.silence(); }
    /// Goes on asking: where the interrupt controller does not hear a line that stays up, by another rise.
    void insist() {
        if (!user::board::levels_repeat) {
            lower();
            raise();
        }
    }

private:
    using Bus = decltype(open_device(std::declval<Scene&>(), user::board::uart));
    user::board::SerialPort<Bus> port_;
};

/// The handler of the device's interrupt.
Capability make_handler(Scene& scene);
/// The handler of the interrupt with that number, on boards where interrupts have numbers.
Capability make_handler(Scene& scene, Word interrupt);

/// The capability of a range of ports.
Capability make_ports(Scene& scene, user::IoPorts ports);

/// Whether the notification is signalled within a time in which every interrupt arrives; the badge if so.
Word wait_a_little(Capability notification);

} // namespace nacre::conformance
