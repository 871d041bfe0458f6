// SPDX-License-Identifier: MIT
// The Raspberry Pi's power management block: reset by watchdog, with a word to the firmware about what comes
// next.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// The bus starts at 0x7e100000. Not in the data sheet; the registers are those of the firmware's and Linux'
/// driver (bcm2835_wdt). Every write carries a password.
template<Bus B>
class Bcm2835Watchdog {
public:
    struct PM_RSTC : Register<0x1c> {
        using WRCFG = Field<4, 2>; ///< what the watchdog does: 2 is a full reset
    };
    /// Six scattered bits name the partition that the firmware boots next; all of them mean: stay off.
    struct PM_RSTS : Register<0x20> {};
    struct PM_WDOG : Register<0x24> {
        using TIME = Field<0, 20>; ///< in units of 16 microseconds
    };

    static constexpr std::uint32_t password = 0x5a00'0000;
    static constexpr std::uint32_t partition_bits = 0x555;

    constexpr explicit Bcm2835Watchdog(B bus) : device_{bus} {}

    void reboot() { reset(0); }
    void power_off() { reset(partition_bits); }

private:
    void reset(std::uint32_t partition) {
        const std::uint32_t status = device_.template read<PM_RSTS>() & 0x00ff'ffff & ~partition_bits;
        device_.template write<PM_RSTS>(password | status | partition);
        device_.template write<PM_WDOG>(password | PM_WDOG::TIME::make(10));
        const std::uint32_t control = device_.template read<PM_RSTC>() & 0x00ff'ffff;
        device_.template write<PM_RSTC>(password | PM_RSTC::WRCFG::set(control, 2));
    }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
