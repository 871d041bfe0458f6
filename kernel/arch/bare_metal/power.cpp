// SPDX-License-Identifier: MIT
// The machine's end, and its beginning anew.
#include <arch/machine.hpp>
#include <arch/secondary.hpp>

namespace nacre::kernel::arch {

void Machine::halt() {
    board::Board::flush();
    board::Board::power_off();
    sleep_for_ever();
}

void Machine::reboot() {
    board::Board::flush();
    board::Board::reboot();
    sleep_for_ever();
}

} // namespace nacre::kernel::arch
