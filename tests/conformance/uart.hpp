// SPDX-License-Identifier: MIT
// An interrupt that a check can raise when it likes: that of the board's PL011, which is ready to send. ARM
// DDI 0183, sections 3.3.10 to 3.3.13.
#pragma once

#include <board.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

class Uart {
public:
    static constexpr Word interrupt = user::board::uart_interrupt;

    /// Maps the registers. The line stays quiet until `raise`.
    explicit Uart(Scene& scene);
    ~Uart() { lower(); }
    Uart(const Uart&) = delete;
    Uart& operator=(const Uart&) = delete;

    /// From here on the device asks for attention, until `lower`.
    void raise();
    void lower();

private:
    volatile std::uint32_t* registers_;
};

/// The handler of the device's interrupt.
Capability make_handler(Scene& scene, Word interrupt = Uart::interrupt);

/// Whether the notification is signalled within a time in which every interrupt arrives; the badge if so.
Word wait_a_little(Capability notification);

} // namespace nacre::conformance
