// SPDX-License-Identifier: MIT
// The PrimeCell UART (PL011) as the kernel's console: polled output. ARM DDI 0183G, chapter 3.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

template<Bus B>
class Pl011 {
public:
    /// Data register, 3.3.1.
    struct UARTDR : Register<0x000> {
        using DATA = Field<0, 8>;
    };
    /// Flag register, 3.3.3.
    struct UARTFR : Register<0x018, Access::read_only> {
        using BUSY = Field<3>; ///< still shifting out
        using TXFF = Field<5>; ///< transmit FIFO full
    };
    /// Integer and fractional baud rate divisor, 3.3.5 and 3.3.6: together clock / (16 * rate), in units of
    /// 1/64.
    struct UARTIBRD : Register<0x024> {};
    struct UARTFBRD : Register<0x028> {};
    /// Line control register, 3.3.7.
    struct UARTLCR_H : Register<0x02c> {
        using FEN = Field<4>;     ///< FIFOs enabled
        using WLEN = Field<5, 2>; ///< word length: 3 is 8 bits
    };
    /// Control register, 3.3.8.
    struct UARTCR : Register<0x030> {
        using UARTEN = Field<0>; ///< UART enabled
        using TXE = Field<8>;    ///< transmitter enabled
        using RXE = Field<9>;    ///< receiver enabled
    };

    constexpr explicit Pl011(B bus) : device_{bus} {}

    /// Eight bits, FIFOs, no interrupts. `clock` is the UART's, in hertz; with 0 the rate stays as the
    /// firmware has set it.
    void start(std::uint32_t clock = 0, std::uint32_t baud = 0) {
        device_.template write<UARTCR>(0);
        if (clock != 0) {
            const std::uint32_t divisor = (clock * 4 + baud / 2) / baud;
            device_.template write<UARTIBRD>(divisor >> 6);
            device_.template write<UARTFBRD>(divisor & 63);
        }
        device_.template write<UARTLCR_H>(UARTLCR_H::FEN::mask | UARTLCR_H::WLEN::make(3));
        device_.template write<UARTCR>(UARTCR::UARTEN::mask | UARTCR::TXE::mask | UARTCR::RXE::mask);
    }

    void put(char character) {
        while ((device_.template read<UARTFR>() & UARTFR::TXFF::mask) != 0) {
        }
        device_.template write<UARTDR>(UARTDR::DATA::make(static_cast<unsigned char>(character)));
    }

    /// Waits until the last character has left, so that a reset does not swallow it.
    void flush() {
        while ((device_.template read<UARTFR>() & UARTFR::BUSY::mask) != 0) {
        }
    }

private:
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
