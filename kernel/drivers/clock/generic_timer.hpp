// SPDX-License-Identifier: MIT
// The Arm generic timer of a core, its virtual half. ARM DDI 0487, chapter D11.
#pragma once

#include <base/bits.hpp>

#include <concepts>
#include <cstdint>

namespace nacre::kernel::drivers {

/// The timer's registers are system registers, so the bus is a type with their names.
template<typename B>
concept GenericTimerBus = requires(std::uint64_t value) {
    { B::read_frequency() } -> std::same_as<std::uint64_t>;
    { B::read_counter() } -> std::same_as<std::uint64_t>;
    B::write_compare_value(value);
    B::write_control(value);
};

template<GenericTimerBus B>
class GenericTimer {
public:
    /// CNTV_CTL_EL0.
    struct Control {
        using ENABLE = BitField<std::uint64_t, 0, 1>;
        using IMASK = BitField<std::uint64_t, 1, 1>; ///< no interrupt though the condition is met
    };

    static std::uint64_t frequency() { return B::read_frequency(); }
    static std::uint64_t now() { return B::read_counter(); }

    /// An interrupt once the counter has reached `deadline`.
    static void set_deadline(std::uint64_t deadline) {
        B::write_compare_value(deadline);
        B::write_control(Control::ENABLE::mask);
    }
    /// The interrupt, a level, goes away until the next deadline is set.
    static void silence() { B::write_control(Control::ENABLE::mask | Control::IMASK::mask); }
};

} // namespace nacre::kernel::drivers
