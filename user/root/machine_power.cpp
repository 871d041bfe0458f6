// SPDX-License-Identifier: MIT
// Halting asks the kernel; restarting uses the watchdog of the BCM2835's power management where there is one.
#include "machine_power.hpp"

#include <base/register.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user {

namespace {

/// Every write must carry the password. The registers are not in the data sheet, but in Linux' and others'
/// drivers.
constexpr std::uint32_t password = 0x5a00'0000;
struct Rstc : Register<0x1c> {
    using Configuration = Register::Field<4, 2>;
    static constexpr std::uint32_t full_reset = 2;
};
struct Wdog : Register<0x24> {};

} // namespace

void halt_machine() { debug_halt(); }

void restart_machine(Word watchdog) {
    if (watchdog != 0) {
        const Device device{MemoryBus{watchdog}};
        constexpr std::uint32_t soon = 10;
        device.write<Wdog>(password | soon);
        device.write<Rstc>(password |
                           Rstc::Configuration::set(device.read<Rstc>() & 0x00ff'ffff, Rstc::full_reset));
        for (;;) {
            yield();
        }
    }
    // The machine may know a way that programs cannot use.
    debug_halt(api::halt_to_reboot);
}

} // namespace nacre::user
