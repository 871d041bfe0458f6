// SPDX-License-Identifier: MIT
// ARM PrimeCell UART (PL011), Technical Reference Manual DDI 0183G, chapter 3.
#pragma once

#include <base/register.hpp>

namespace nacre::user {

template<Bus B>
class Pl011 {
public:
    constexpr explicit Pl011(B bus) : device_{bus} {}

    /// Line speed and format stay as the firmware or the kernel's console has set them. Changing them, or
    /// switching the FIFOs, would lose characters that are on their way.
    void enable() const {
        device_.template write<Icr>(all_interrupts);
        const auto control = device_.template read<Cr>();
        device_.template write<Cr>(Cr::Uarten::set(Cr::Rxe::set(Cr::Txe::set(control, 1), 1), 1));
    }

    bool can_read() const { return Fr::Rxfe::get(device_.template read<Fr>()) == 0; }
    std::size_t room() const { return Fr::Txff::get(device_.template read<Fr>()) == 0 ? 1 : 0; }
    /// The upper bits tell of line errors: such a character is passed on as it came.
    char read() const { return static_cast<char>(Dr::Data::get(device_.template read<Dr>())); }
    void write(char byte) const { device_.template write<Dr>(static_cast<unsigned char>(byte)); }

    /// Input interrupts at the FIFO's trigger level and when input rests for a moment; output when there is
    /// room.
    void select_interrupts(bool input, bool output) const {
        device_.template write<Imsc>(Imsc::Rxim::make(input) | Imsc::Rtim::make(input) |
                                     Imsc::Txim::make(output));
    }
    /// Cleared before the driver looks at the device: what arrives after the look interrupts again.
    void silence() const {
        device_.template write<Icr>(device_.template read<Mis>());
        device_.template write<Imsc>(0);
    }

private:
    struct Dr : Register<0x000> {
        using Data = Register::Field<0, 8>;
    };
    struct Fr : Register<0x018, Access::read_only> {
        using Rxfe = Register::Field<4>; ///< receive FIFO empty
        using Txff = Register::Field<5>; ///< transmit FIFO full
    };
    struct Cr : Register<0x030> {
        using Uarten = Register::Field<0>;
        using Txe = Register::Field<8>;
        using Rxe = Register::Field<9>;
    };
    struct Imsc : Register<0x038> {
        using Rxim = Register::Field<4>;
        using Txim = Register::Field<5>;
        using Rtim = Register::Field<6>;
    };
    struct Mis : Register<0x040, Access::read_only> {};
    struct Icr : Register<0x044, Access::write_only> {};
    static constexpr std::uint32_t all_interrupts = 0x7ff;

    Device<B> device_;
};

} // namespace nacre::user
