// SPDX-License-Identifier: MIT
// The auxiliary mini UART as the kernel's console: polled output. BCM2835 ARM Peripherals, section 2.2,
// p. 10.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// The bus starts at the AUX block (0x7e215000 in the data sheet), which the mini UART shares with two SPI
/// masters.
template<Bus B>
class MiniUart {
public:
    /// Auxiliary enables, p. 9.
    struct AUX_ENABLES : Register<0x04> {
        using MINI_UART = Field<0>;
    };
    /// I/O data, p. 11.
    struct AUX_MU_IO_REG : Register<0x40> {
        using DATA = Field<0, 8>;
    };
    /// Interrupt enables, p. 12.
    struct AUX_MU_IER_REG : Register<0x44> {};
    /// Interrupt identification, p. 13: writing a 1 clears a FIFO.
    struct AUX_MU_IIR_REG : Register<0x48> {
        using CLEAR_FIFOS = Field<1, 2>;
    };
    /// Line control, p. 14; the errata say that 8-bit mode wants both bits.
    struct AUX_MU_LCR_REG : Register<0x4c> {
        using DATA_SIZE = Field<0, 2>;
    };
    /// Line status, p. 15.
    struct AUX_MU_LSR_REG : Register<0x54, Access::read_only> {
        using TRANSMITTER_EMPTY = Field<5>; ///< the FIFO accepts at least one byte
        using TRANSMITTER_IDLE = Field<6>;  ///< FIFO empty and shifter idle
    };
    /// Extra control, p. 16.
    struct AUX_MU_CNTL_REG : Register<0x60> {
        using RECEIVER_ENABLE = Field<0>;
        using TRANSMITTER_ENABLE = Field<1>;
    };

    /// Baud rate, p. 19.
    struct AUX_MU_BAUD_REG : Register<0x68> {
        using DIVIDER = Field<0, 16>;
    };

    constexpr explicit MiniUart(B bus) : device_{bus} {}

    /// Eight bits, no interrupts; `clock` is the GPU core's, in hertz: the rate is clock / 8 / (divider + 1),
    /// section 2.2.1. With clock 0 the rate stays as the firmware has set it.
    void start(std::uint32_t clock, std::uint32_t baud) {
        device_.template write<AUX_ENABLES>(device_.template read<AUX_ENABLES>() |
                                            AUX_ENABLES::MINI_UART::mask);
        device_.template write<AUX_MU_CNTL_REG>(0);
        device_.template write<AUX_MU_IER_REG>(0);
        device_.template write<AUX_MU_LCR_REG>(AUX_MU_LCR_REG::DATA_SIZE::make(3));
        device_.template write<AUX_MU_IIR_REG>(AUX_MU_IIR_REG::CLEAR_FIFOS::make(3));
        if (clock != 0) {
            device_.template write<AUX_MU_BAUD_REG>(
                AUX_MU_BAUD_REG::DIVIDER::make((clock + 4 * baud) / (8 * baud) - 1));
        }
        device_.template write<AUX_MU_CNTL_REG>(AUX_MU_CNTL_REG::RECEIVER_ENABLE::mask |
                                                AUX_MU_CNTL_REG::TRANSMITTER_ENABLE::mask);
    }

    /// Nobody takes it for a console, and what its pins say reaches nobody.
    void stop() {
        device_.template write<AUX_ENABLES>(device_.template read<AUX_ENABLES>() &
                                            ~AUX_ENABLES::MINI_UART::mask);
    }

    void put(char character) {
        while ((device_.template read<AUX_MU_LSR_REG>() & AUX_MU_LSR_REG::TRANSMITTER_EMPTY::mask) == 0) {
        }
        device_.template write<AUX_MU_IO_REG>(
            AUX_MU_IO_REG::DATA::make(static_cast<unsigned char>(character)));
    }

    void flush() {
        while ((device_.template read<AUX_MU_LSR_REG>() & AUX_MU_LSR_REG::TRANSMITTER_IDLE::mask) == 0) {
        }
    }

private:
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
