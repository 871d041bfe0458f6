// SPDX-License-Identifier: MIT
// The core-local interruptor (CLINT): software interrupts between cores, and machine mode's timer. SiFive
// FU540-C000 Manual, chapter 9.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

template<Bus B>
class Clint {
public:
    static constexpr std::size_t core_limit = 4095;

    /// Bit 0 is the core's machine software interrupt, 9.2.
    struct MSIP : RegisterArray<0x0000, core_limit> {};
    /// The halves of the time at which the core's machine timer interrupts, 9.3.
    struct MTIMECMP_LOW : RegisterArray<0x4000, core_limit, Access::read_write, std::uint32_t, 8> {};
    struct MTIMECMP_HIGH : RegisterArray<0x4004, core_limit, Access::read_write, std::uint32_t, 8> {};

    constexpr explicit Clint(B bus) : device_{bus} {}

    void interrupt(std::size_t core) { device_.template write<MSIP>(core, 1); }
    void take_back(std::size_t core) { device_.template write<MSIP>(core, 0); }

    /// Nothing matches between the two halves.
    void set_deadline(std::size_t core, std::uint32_t low, std::uint32_t high) {
        device_.template write<MTIMECMP_HIGH>(core, ~0U);
        device_.template write<MTIMECMP_LOW>(core, low);
        device_.template write<MTIMECMP_HIGH>(core, high);
    }

private:
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
