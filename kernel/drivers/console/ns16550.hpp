// SPDX-License-Identifier: MIT
// The 16550 UART as the kernel's console: polled output. TI, PC16550D data sheet (SNLS378C), section 8.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

template<Bus B>
class Ns16550 {
public:
    /// Transmitter holding register; the low byte of the divisor while DLAB is set.
    struct THR : Register<0, Access::write_only, std::uint8_t> {};
    struct DLL : Register<0, Access::read_write, std::uint8_t> {};
    /// Interrupt enable, 8.7; the high byte of the divisor while DLAB is set.
    struct IER : Register<1, Access::read_write, std::uint8_t> {};
    struct DLM : Register<1, Access::read_write, std::uint8_t> {};
    /// FIFO control, 8.5.
    struct FCR : Register<2, Access::write_only, std::uint8_t> {
        using ENABLE = Field<0>;
    };
    /// Line control, 8.1.
    struct LCR : Register<3, Access::read_write, std::uint8_t> {
        using WORD_LENGTH = Field<0, 2>; ///< 3 is 8 bits
        using DLAB = Field<7>;           ///< the first two registers are the divisor
    };
    /// Line status, 8.4.
    struct LSR : Register<5, Access::read_only, std::uint8_t> {
        using THRE = Field<5>; ///< the FIFO is empty
        using TEMT = Field<6>; ///< the last bit has left, too
    };

    constexpr explicit Ns16550(B bus) : device_{bus} {}

    /// Eight bits, FIFOs, no interrupts. `divisor` is that of the clock, 16 times the baud rate.
    void start(std::uint16_t divisor) {
        device_.template write<IER>(0);
        device_.template write<LCR>(LCR::DLAB::mask);
        device_.template write<DLL>(static_cast<std::uint8_t>(divisor & 0xff));
        device_.template write<DLM>(static_cast<std::uint8_t>(divisor >> 8));
        device_.template write<LCR>(LCR::WORD_LENGTH::make(3));
        device_.template write<FCR>(FCR::ENABLE::mask);
    }

    void put(char character) {
        wait_for(LSR::THRE::mask);
        device_.template write<THR>(static_cast<std::uint8_t>(character));
    }

    /// Waits until the last character has left, so that a reset does not swallow it.
    void flush() { wait_for(LSR::TEMT::mask); }

private:
    void wait_for(std::uint8_t flag) {
        while ((device_.template read<LSR>() & flag) == 0) {
        }
    }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
