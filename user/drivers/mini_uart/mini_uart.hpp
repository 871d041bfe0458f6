// SPDX-License-Identifier: MIT
// The auxiliary mini UART, for programs. BCM2835 ARM Peripherals, section 2.2; eLinux.org's list of its
// errata for the bits of interrupts, which the data sheet has the other way round.
#pragma once

#include <base/register.hpp>

namespace nacre::user {

/// The bus starts at the auxiliary block, which the mini UART shares with two SPI masters.
template<Bus B>
class MiniUart {
public:
    constexpr explicit MiniUart(B bus) : device_{bus} {}

    /// Whether the kernel's console uses it and has set its line speed and pins. (QEMU's is always enabled.)
    bool is_enabled() const {
        return AuxEnables::MiniUartEnable::get(device_.template read<AuxEnables>()) != 0;
    }

    /// There is nothing left to do: line speed and format stay as the kernel's console has set them.
    static void enable() {}

    bool can_read() const { return Lsr::DataReady::get(device_.template read<Lsr>()) != 0; }
    /// Room for one byte at least: the FIFO has eight.
    std::size_t room() const { return Lsr::TransmitterEmpty::get(device_.template read<Lsr>()) != 0 ? 1 : 0; }
    char read() const { return static_cast<char>(Io::Data::get(device_.template read<Io>())); }
    void write(char byte) const {
        device_.template write<Io>(Io::Data::make(static_cast<unsigned char>(byte)));
    }

    void silence() const { device_.template write<Ier>(0); }
    void select_interrupts(bool input, bool output) const {
        device_.template write<Ier>(Ier::DataAvailable::make(input) | Ier::TransmitterEmpty::make(output) |
                                    (input ? Ier::needed_for_input : 0));
    }

private:
    /// Auxiliary enables, p. 9.
    struct AuxEnables : Register<0x04, Access::read_only> {
        using MiniUartEnable = Register::Field<0>;
    };
    /// I/O data, p. 11.
    struct Io : Register<0x40> {
        using Data = Register::Field<0, 8>;
    };
    /// Interrupt enables, p. 12.
    struct Ier : Register<0x44> {
        using DataAvailable = Register::Field<0>;
        using TransmitterEmpty = Register::Field<1>;
        /// Errata: without bits 2 and 3 input does not interrupt.
        static constexpr std::uint32_t needed_for_input = 0b1100;
    };
    /// Line status, p. 15.
    struct Lsr : Register<0x54, Access::read_only> {
        using DataReady = Register::Field<0>;
        using TransmitterEmpty = Register::Field<5>; ///< the FIFO accepts at least one byte
    };

    Device<B> device_;
};

} // namespace nacre::user
