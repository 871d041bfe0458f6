// SPDX-License-Identifier: MIT
// QEMU's power switch for RISC-V machines ("SiFive test finisher"). QEMU, include/hw/misc/sifive_test.h.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

template<Bus B>
class SifiveTest {
public:
    struct FINISHER : Register<0x0, Access::write_only> {};

    static constexpr std::uint32_t pass = 0x5555;
    static constexpr std::uint32_t reset = 0x7777;

    constexpr explicit SifiveTest(B bus) : device_{bus} {}

    void power_off() { device_.template write<FINISHER>(pass); }
    void reboot() { device_.template write<FINISHER>(reset); }

private:
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
