// SPDX-License-Identifier: MIT
// National Semiconductor PC16550D, data sheet of June 1995, section 8: the registers, each a byte.
#pragma once

#include <base/register.hpp>

namespace nacre::user {

template<Bus B>
class Ns16550 {
public:
    constexpr explicit Ns16550(B bus) : device_{bus} {}

    /// Line speed and format stay as the firmware or the kernel's console has set them. The interrupt reaches
    /// the interrupt controller of a PC only while output 2 is on.
    void enable() const {
        device_.template write<Fcr>(Fcr::FifoEnable::mask);
        const auto control = device_.template read<Mcr>();
        device_.template write<Mcr>(Mcr::Output2::set(control, 1));
    }

    bool can_read() const { return Lsr::DataReady::get(device_.template read<Lsr>()) != 0; }
    char read() const { return static_cast<char>(device_.template read<Rbr>()); }
    /// The holding register says that it is empty when the whole FIFO is.
    std::size_t room() const {
        return Lsr::TransmitterEmpty::get(device_.template read<Lsr>()) != 0 ? fifo_size : 0;
    }
    void write(char byte) const { device_.template write<Thr>(static_cast<unsigned char>(byte)); }

    void silence() const { device_.template write<Ier>(0); }
    void select_interrupts(bool input, bool output) const {
        device_.template write<Ier>(Ier::DataAvailable::make(input) | Ier::TransmitterEmpty::make(output));
    }

private:
    template<std::size_t offset, Access access = Access::read_write>
    using ByteRegister = nacre::Register<offset, access, std::uint8_t>;

    struct Rbr : ByteRegister<0, Access::read_only> {};
    struct Thr : ByteRegister<0, Access::write_only> {};
    struct Ier : ByteRegister<1> {
        using DataAvailable = Register::Field<0>;
        using TransmitterEmpty = Register::Field<1>;
    };
    struct Fcr : ByteRegister<2, Access::write_only> {
        using FifoEnable = Register::Field<0>;
    };
    struct Mcr : ByteRegister<4> {
        using Output2 = Register::Field<3>;
    };
    struct Lsr : ByteRegister<5, Access::read_only> {
        using DataReady = Register::Field<0>;
        using TransmitterEmpty = Register::Field<5>;
    };
    static constexpr std::size_t fifo_size = 16;

    Device<B> device_;
};

} // namespace nacre::user
