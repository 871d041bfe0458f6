// SPDX-License-Identifier: MIT
// What the BCM2835's pins are for. BCM2835 ARM Peripherals, chapter 6.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// The codes of the function select registers, p. 92; section 6.2 (p. 102) says what is behind them for each
/// pin.
enum class PinFunction : unsigned char { alternate0 = 4, alternate4 = 3, alternate5 = 2 };

/// The bus starts at 0x7e200000.
template<Bus B>
class Bcm2835Pins {
public:
    /// Function select, p. 91 to 94: ten pins in each register, three bits a pin.
    struct GPFSEL : RegisterArray<0x00, 6> {};
    /// Pull-up or -down for the pins that the next clock names, p. 100: 0 is neither.
    struct GPPUD : Register<0x94> {};
    struct GPPUDCLK : RegisterArray<0x98, 2> {};

    constexpr explicit Bcm2835Pins(B bus) : device_{bus} {}

    /// The pins `first` to `last`, without pull-ups and pull-downs.
    void use(unsigned first, unsigned last, PinFunction function) {
        for (unsigned pin = first; pin <= last; ++pin) {
            const unsigned shift = pin % 10 * 3;
            const std::uint32_t others = device_.template read<GPFSEL>(pin / 10) & ~(7U << shift);
            device_.template write<GPFSEL>(pin / 10, others | static_cast<std::uint32_t>(function) << shift);
            float_pin(pin);
        }
    }

private:
    /// p. 101: the control signal needs 150 cycles before the clock, and the clock as many.
    void float_pin(unsigned pin) {
        device_.template write<GPPUD>(0);
        wait();
        device_.template write<GPPUDCLK>(pin / 32, 1U << pin % 32);
        wait();
        device_.template write<GPPUDCLK>(pin / 32, 0);
    }
    /// Each look at the device takes some cycles of its clock.
    void wait() {
        for (unsigned look = 0; look < 150; ++look) {
            device_.template read<GPPUD>();
        }
    }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
